// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Role;
import io.parkwatch.look.jvm.Synchronizers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds locks that nobody holds though threads wait for them: the next thread was woken and gets no carrier. Reports a
 * lock only if two looks read the same. For the watcher's thread only.
 */
public final class FreeLocks {
    private static final String LOCK = "java.util.concurrent.locks.ReentrantLock$";

    private Set<Integer> before = new HashSet<>();
    private Set<Integer> now = new HashSet<>();
    private @Nullable Synchronizers synchronizers;

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

    /** Returns the thread that gets the lock next; null if the lock is held or nobody waits. */
    private @Nullable Thread next(Object sync) {
        Synchronizers known = synchronizers == null ? new Synchronizers() : synchronizers;
        synchronizers = known;
        return known.isKnown(sync) && known.state(sync) == 0 ? known.first(sync) : null;
    }
}
