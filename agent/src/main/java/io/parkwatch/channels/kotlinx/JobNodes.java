// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels.kotlinx;

import io.parkwatch.channels.Library;
import io.parkwatch.channels.Suspension;
import io.parkwatch.finding.ChannelSeen;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Role;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who waits for a job to end: its state is the one node of the one who waits, or a ring of nodes. */
final class JobNodes {
    /** Of one job in one look. */
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
    private final Continuations continuations;

    JobNodes(Library library, Continuations continuations) throws ReflectiveOperationException {
        this.continuations = continuations;
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
    }

    void read(Object job, Consumer<Suspension> to) {
        Object now = state.getVolatile(job);
        if (finishing.isInstance(now)) {
            now = list.get(now);
        }
        if (!ring.isInstance(now)) {
            waiter(now, to);
            return;
        }
        Object at = following(now);
        for (int i = 0; at != null && at != now && i < MOST; i++) {
            waiter(at, to);
            at = following(at);
        }
    }

    private @Nullable Object following(Object at) {
        Object found = next.getVolatile(at);
        Object plain = removed.isInstance(found) ? removedNode.get(found) : found;
        return node.isInstance(plain) ? plain : null;
    }

    private void waiter(@Nullable Object at, Consumer<Suspension> to) {
        Object continuation = null;
        String operation = "await";
        if (awaiting.isInstance(at)) {
            continuation = awaitingContinuation.get(at);
        } else if (joining.isInstance(at)) {
            continuation = joiningContinuation.get(at);
            operation = "join";
        }
        if (at != null && continuation != null && continuations.is(continuation)) {
            to.accept(new Suspension(0, at, Role.WAITER, operation, continuation, null));
        }
    }

    static ChannelSeen seen(Object job) {
        return new ChannelSeen(job.getClass().getName(), Kind.NONE, null, null, null);
    }
}
