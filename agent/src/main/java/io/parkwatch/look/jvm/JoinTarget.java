// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Monitor;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Stack;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Finds the thread that a {@code Thread.join} waits for. A join of a platform thread waits on that thread's own
 * monitor, a join of a virtual thread on a latch in one of its fields. Must not outlive the look.
 */
public record JoinTarget(PlatformThreads threads, @Nullable VirtualThreads virtual) {

    /** Returns the thread that each wait joins. A wait without an entry joins none, or the thread is not known. */
    public Map<BlockedWait, Holder> of(List<BlockedWait> waits) {
        Map<BlockedWait, Holder> found = new HashMap<>();
        List<BlockedWait> byMonitor = new ArrayList<>();
        IdentityHashMap<Object, List<BlockedWait>> byLatch = new IdentityHashMap<>();
        for (BlockedWait wait : waits) {
            Object latch = wait.blocker();
            if (!isJoin(wait.stack())) {
                continue;
            }
            if (wait.monitor() != null) {
                byMonitor.add(wait);
            } else if (latch != null) {
                byLatch.computeIfAbsent(latch, l -> new ArrayList<>()).add(wait);
            }
        }
        if (!byMonitor.isEmpty()) {
            platform(byMonitor, found);
        }
        if (!byLatch.isEmpty() && virtual != null) {
            virtual(virtual, byLatch, found);
        }
        return found;
    }

    private static boolean isJoin(Stack stack) {
        for (Frame frame : stack.frames()) {
            if (!frame.className().startsWith("java.") && !frame.className().startsWith("jdk.")) {
                return false;
            }
            if (frame.className().equals("java.lang.Thread") && frame.method().equals("join")) {
                return true;
            }
        }
        return false;
    }

    private void platform(List<BlockedWait> waits, Map<BlockedWait, Holder> found) {
        for (Thread thread : threads.all()) {
            for (BlockedWait wait : waits) {
                Monitor monitor = wait.monitor();
                if (thread != null && monitor != null && monitor.is(thread)) {
                    found.put(wait, holder(thread, false));
                }
            }
        }
    }

    private void virtual(
            VirtualThreads all, IdentityHashMap<Object, List<BlockedWait>> byLatch, Map<BlockedWait, Holder> found) {
        VarHandle termination;
        VarHandle sync;
        try {
            termination = Packages.field(all.type(), "termination", CountDownLatch.class);
            sync = Packages.latchSync();
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return;
        }
        all.forEach(threads.all(), thread -> {
            Object latch = termination.getVolatile(thread);
            Object key = latch == null ? null : sync.get(latch);
            for (BlockedWait wait : key == null ? List.<BlockedWait>of() : byLatch.getOrDefault(key, List.of())) {
                found.put(wait, holder(thread, true));
            }
        });
    }

    private Holder holder(Thread thread, boolean isVirtual) {
        return new Holder(threads.id(thread), thread.getName(), isVirtual, Holder.JOINED);
    }
}
