// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jox;

import io.parkwatch.births.Birth;
import io.parkwatch.births.Registry;
import io.parkwatch.families.BlockedWait;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * jox channels. Their waits have no blocker, but every waiter stands in a cell of its channel, with its thread and its
 * direction. A select stands in a cell of each of its channels.
 */
public final class Jox {
    private static final String PACKAGE = "com.softwaremill.jox.";
    private final VarHandle cells = MethodHandles.arrayElementVarHandle(Object[].class);

    /** The maximum number of segments read per channel; a chain is as long as its queue. */
    private static final int MOST_SEGMENTS = 100_000;

    private final Instrumentation instrumentation;
    private @Nullable JoxHandles handles;

    public Jox(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    public void find(List<BlockedWait> waits, Registry registry) throws ReflectiveOperationException {
        IdentityHashMap<Thread, BlockedWait> byThread = new IdentityHashMap<>();
        for (BlockedWait wait : waits) {
            if (isJox(wait.stack())) {
                byThread.put(wait.thread(), wait);
            }
        }
        if (byThread.isEmpty()) {
            handles = null;
            return;
        }
        try {
            registry.forEachChannel((channel, birth) -> {
                if (channel.getClass().getName().equals(PACKAGE + "Channel")) {
                    read(channel, birth, registry, byThread);
                }
            });
        } catch (UnknownRelease e) {
            throw (ReflectiveOperationException) e.getCause();
        }
    }

    private static boolean isJox(Stack stack) {
        for (Frame frame : stack.frames()) {
            if (frame.className().startsWith(PACKAGE)) {
                return true;
            }
        }
        return false;
    }

    private JoxHandles handles(Class<?> channel) {
        if (handles == null || handles.channel != channel) {
            try {
                handles = new JoxHandles(channel, instrumentation);
            } catch (ReflectiveOperationException e) {
                throw new UnknownRelease(e);
            }
        }
        return handles;
    }

    private void read(Object channel, Birth birth, Registry registry, IdentityHashMap<Thread, BlockedWait> byThread) {
        JoxHandles h = handles(channel.getClass());
        Object send = h.sendSegment.getVolatile(channel);
        Object receive = h.receiveSegment.getVolatile(channel);
        Object segment = (long) h.id.get(send) <= (long) h.id.get(receive) ? send : receive;
        for (int n = 0; h.segment.isInstance(segment) && n < MOST_SEGMENTS; n++) {
            Object[] cells = (Object[]) h.data.get(segment);
            for (int i = 0; i < cells.length; i++) {
                Object cell = this.cells.getVolatile(cells, i);
                if (h.continuation.isInstance(cell)) {
                    if (h.answered.getVolatile(cell) == null) {
                        found(byThread.get((Thread) h.thread.get(cell)), isSender(h, cell), channel, birth, registry);
                    }
                } else if (h.clause.isInstance(cell)) {
                    Object select = h.select.get(cell);
                    if (select != null && h.selectState.getVolatile(select) instanceof Thread thread) {
                        found(byThread.get(thread), (boolean) h.clauseSends.get(cell), channel, birth, registry);
                    }
                }
            }
            segment = h.next.getVolatile(segment);
        }
    }

    private static boolean isSender(JoxHandles h, Object continuation) {
        try {
            return (boolean) h.isSender.invokeExact(continuation);
        } catch (Error e) {
            throw e; // out of memory or stack: the next look tries again
        } catch (Throwable t) {
            throw new UnknownRelease(new ReflectiveOperationException(t));
        }
    }

    private void found(@Nullable BlockedWait wait, boolean sender, Object channel, Birth birth, Registry registry) {
        if (wait == null) {
            return;
        }
        Role role = sender ? Role.SENDER : Role.RECEIVER;
        if (wait.channel == null) {
            wait.role = role;
            wait.channel = seen(channel, registry.stack(birth));
        } else if (wait.role != role) {
            // A select that sends on one channel and receives from another.
            wait.role = Role.WAITER;
        }
    }

    private ObservedChannel seen(Object channel, @Nullable Stack createdAt) {
        int capacity = (int) handles(channel.getClass()).capacity.get(channel);
        String type = channel.getClass().getName();
        if (capacity == 0) {
            return new ObservedChannel(type, Kind.RENDEZVOUS, 0, 0, createdAt);
        }
        // A jox channel's size is not exact, so it is left out.
        return capacity < 0
                ? new ObservedChannel(type, Kind.UNBOUNDED, null, null, createdAt)
                : new ObservedChannel(type, Kind.BOUNDED, null, capacity, createdAt);
    }

    private static final class UnknownRelease extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnknownRelease(ReflectiveOperationException cause) {
            super(cause);
        }
    }
}
