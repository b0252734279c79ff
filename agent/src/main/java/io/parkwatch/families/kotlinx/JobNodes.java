// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The waits for the end of a job. The job's state is the node of its only waiter, or a ring of nodes. */
final class JobNodes {
    /** The maximum number of nodes read per job and look. */
    private static final int MOST = 1_000_000;

    final Class<?> type;
    private final VarHandle state;
    private final Class<?> finishing;
    private final VarHandle list;
    private final Class<?> node;
    private final VarHandle next;
    private final Class<?> removed;
    private final VarHandle removedNode;
    private final Class<?> ring;
    private final Class<?> awaiting;
    private final VarHandle awaitingContinuation;
    private final Class<?> joining;
    private final VarHandle joiningContinuation;
    private final Class<?> selectAwaiting;
    private final VarHandle awaitingSelect;
    private final Class<?> selectJoining;
    private final VarHandle joiningSelect;
    private final Continuations continuations;
    private final Waiters waiters;

    JobNodes(Library library, Continuations continuations, Waiters waiters) throws ReflectiveOperationException {
        this.continuations = continuations;
        this.waiters = waiters;
        type = library.type("kotlinx.coroutines.JobSupport");
        state = Library.field(type, "_state", "_state$volatile");
        finishing = library.type("kotlinx.coroutines.JobSupport$Finishing");
        list = Library.field(finishing, "list");
        ring = library.type("kotlinx.coroutines.NodeList");
        node = library.type("kotlinx.coroutines.internal.LockFreeLinkedListNode");
        next = Library.field(node, "_next", "_next$volatile");
        removed = library.type("kotlinx.coroutines.internal.Removed");
        removedNode = Library.field(removed, "ref");
        awaiting = library.type("kotlinx.coroutines.ResumeAwaitOnCompletion");
        awaitingContinuation = Library.field(awaiting, "continuation");
        joining = library.type("kotlinx.coroutines.ResumeOnCompletion");
        joiningContinuation = Library.field(joining, "continuation");
        selectAwaiting = library.type("kotlinx.coroutines.JobSupport$SelectOnAwaitCompletionHandler");
        awaitingSelect = Library.field(selectAwaiting, "select");
        selectJoining = library.type("kotlinx.coroutines.JobSupport$SelectOnJoinCompletionHandler");
        joiningSelect = Library.field(selectJoining, "select");
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
        Object now = state.getVolatile(job);
        if (finishing.isInstance(now)) {
            now = list.get(now);
        }
        if (!ring.isInstance(now)) {
            return node.isInstance(now) && like.test(now) ? now : null;
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
        Object found = next.getVolatile(at);
        Object plain = removed.isInstance(found) ? removedNode.get(found) : found;
        return node.isInstance(plain) ? plain : null;
    }

    private void waiter(Object job, Object at, Consumer<Suspension> to) {
        if (awaiting.isInstance(at)) {
            alone(at, awaitingContinuation.get(at), "await", to);
        } else if (joining.isInstance(at)) {
            alone(at, joiningContinuation.get(at), "join", to);
        } else if (selectAwaiting.isInstance(at)) {
            amongOthers(job, at, awaitingSelect.get(at), to);
        } else if (selectJoining.isInstance(at)) {
            amongOthers(job, at, joiningSelect.get(at), to);
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

    static ObservedChannel seen(Object job) {
        return new ObservedChannel(job.getClass().getName(), Kind.NONE, null, null, null);
    }
}
