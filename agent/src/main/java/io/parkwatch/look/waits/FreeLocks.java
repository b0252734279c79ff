// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Role;
import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Finds locks that nobody holds though threads wait for them: the next thread was woken and gets no carrier. Reports a
 * lock only if two looks read the same. For the watcher's thread only.
 */
public final class FreeLocks {
    private static final String LOCK = "java.util.concurrent.locks.ReentrantLock$";

    private Set<Integer> before = new HashSet<>();
    private Set<Integer> now = new HashSet<>();
    private @Nullable Fields fields;

    /** The fields of the JDK's class, as they are from 21 on. */
    private record Fields(VarHandle state, VarHandle head, VarHandle next, VarHandle waiter) {
        static Fields find() throws ReflectiveOperationException {
            Class<?> node = Class.forName(AbstractQueuedSynchronizer.class.getName() + "$Node");
            return new Fields(
                    Packages.field(AbstractQueuedSynchronizer.class, "state", int.class),
                    Packages.field(AbstractQueuedSynchronizer.class, "head", node),
                    Packages.field(node, "next", node),
                    Packages.field(node, "waiter", Thread.class));
        }

        /** Returns the thread that gets the lock next; null if the lock is held or nobody waits. */
        @Nullable
        Thread next(Object sync) {
            Object first = (int) state.getVolatile(sync) == 0 ? head.getVolatile(sync) : null;
            Object second = first == null ? null : next.getVolatile(first);
            return second == null ? null : (Thread) waiter.getVolatile(second);
        }
    }

    /** Records a virtual thread that is ready to run, and the blocker that it was parked with. */
    public void see(Thread ready, @Nullable Object blocker) {
        if (blocker != null && blocker.getClass().getName().startsWith(LOCK) && next(blocker) == ready) {
            now.add(OldWait.hash(blocker));
        }
    }

    /** Marks the waits for the locks that were free at the last look too. Must be called once per look. */
    public void mark(List<OldWait> old) {
        before.retainAll(now);
        if (!before.isEmpty()) {
            old.replaceAll(wait -> before.contains(wait.blocker()) && isForLock(wait) ? wait.ofFreeLock() : wait);
        }
        before = now;
        now = new HashSet<>();
    }

    private static boolean isForLock(OldWait wait) {
        return wait.is() instanceof Classification.Stuck stuck
                && stuck.operation().role() == Role.LOCK;
    }

    private @Nullable Thread next(Object sync) {
        try {
            Fields known = fields == null ? Fields.find() : fields;
            fields = known;
            return known.next(sync);
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }
}
