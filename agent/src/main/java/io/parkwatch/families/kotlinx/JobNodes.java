// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Role;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The waits for the end of a job. The job's state is the node of its only waiter, or a ring of nodes. */
final class JobNodes {
    /** The maximum number of nodes read per job and look. */
    private static final int MOST = 1_000_000;

    final Class<?> type;
    private final LibraryField state;
    private final LibraryField finishing;
    private final LibraryField node;
    private final LibraryField removed;
    private final Class<?> ring;
    private final LibraryField awaiting;
    private final LibraryField joining;
    private final LibraryField selectAwaiting;
    private final LibraryField selectJoining;
    private final Continuations continuations;
    private final Waiters waiters;

    JobNodes(Library library, Continuations continuations, Waiters waiters) throws ReflectiveOperationException {
        this.continuations = continuations;
        this.waiters = waiters;
        state = library.field("kotlinx.coroutines.JobSupport", "_state", "_state$volatile");
        type = state.owner();
        finishing = library.field("kotlinx.coroutines.JobSupport$Finishing", "list");
        ring = library.type("kotlinx.coroutines.NodeList");
        node = library.field("kotlinx.coroutines.internal.LockFreeLinkedListNode", "_next", "_next$volatile");
        removed = library.field("kotlinx.coroutines.internal.Removed", "ref");
        awaiting = library.field("kotlinx.coroutines.ResumeAwaitOnCompletion", "continuation");
        joining = library.field("kotlinx.coroutines.ResumeOnCompletion", "continuation");
        selectAwaiting = library.field("kotlinx.coroutines.JobSupport$SelectOnAwaitCompletionHandler", "select");
        selectJoining = library.field("kotlinx.coroutines.JobSupport$SelectOnJoinCompletionHandler", "select");
    }

    void read(Object job, Consumer<Suspension> to) {
        Object unused = find(job, node -> {
            waiter(job, node, to);
            return false;
        });
    }

    /** Returns the oldest node that matches; null if there is none or the job has ended. */
    @Nullable
    Object find(Object job, Predicate<Object> like) {
        Object now = state.get(job);
        if (finishing.isIn(now)) {
            now = finishing.get(now);
        }
        if (!ring.isInstance(now)) {
            return node.isIn(now) && like.test(now) ? now : null;
        }
        Object at = following(now);
        for (int i = 0; at != null && at != now && i < MOST; i++) {
            if (like.test(at)) {
                return at;
            }
            at = following(at);
        }
        return null;
    }

    private @Nullable Object following(Object at) {
        Object found = node.get(at);
        Object plain = removed.isIn(found) ? removed.get(found) : found;
        return node.isIn(plain) ? plain : null;
    }

    private void waiter(Object job, Object at, Consumer<Suspension> to) {
        if (awaiting.isIn(at)) {
            alone(at, awaiting.get(at), "await", to);
        } else if (joining.isIn(at)) {
            alone(at, joining.get(at), "join", to);
        } else if (selectAwaiting.isIn(at)) {
            amongOthers(job, at, selectAwaiting.get(at), to);
        } else if (selectJoining.isIn(at)) {
            amongOthers(job, at, selectJoining.get(at), to);
        }
    }

    private void alone(Object at, @Nullable Object continuation, String operation, Consumer<Suspension> to) {
        if (continuation != null && continuations.is(continuation)) {
            to.accept(new Suspension(0, at, Role.WAITER, operation, continuation, null));
        }
    }

    /** Passes on a select. One that has a channel or lock among its clauses is reported there. */
    private void amongOthers(Object job, Object at, @Nullable Object select, Consumer<Suspension> to) {
        if (select != null
                && waiters.isSelect(select)
                && waiters.continuation(select) != null
                && waiters.firstOfJobsAlone(select, type) == job) {
            to.accept(new Suspension(0, at, Role.WAITER, "select", select, select));
        }
    }
}
