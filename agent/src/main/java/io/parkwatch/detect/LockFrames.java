// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognizes frames that wait to acquire a lock or a permit. */
final class LockFrames {
    private static final String LOCKS = "java.util.concurrent.locks.";

    private final Set<String> locking = Set.of(
            "lock",
            "lockInterruptibly",
            "tryLock",
            "readLock",
            "writeLock",
            "readLockInterruptibly",
            "writeLockInterruptibly",
            "tryReadLock",
            "tryWriteLock");

    /** Classes whose {@link #locking} methods wait for a lock; the value is the type that is reported. */
    private final Map<String, String> lockTypes = Map.of(
            LOCKS + "ReentrantLock", LOCKS + "ReentrantLock",
            LOCKS + "ReentrantReadWriteLock$ReadLock", LOCKS + "ReentrantReadWriteLock",
            LOCKS + "ReentrantReadWriteLock$WriteLock", LOCKS + "ReentrantReadWriteLock",
            LOCKS + "StampedLock", LOCKS + "StampedLock",
            LOCKS + "StampedLock$ReadLockView", LOCKS + "StampedLock",
            LOCKS + "StampedLock$WriteLockView", LOCKS + "StampedLock");

    /** Methods that take the lock again after a condition's wait: {@code acquire} on 17, the other on 21 and later. */
    private final Set<String> retaking = Set.of("acquire", "reacquire");

    private static final String SEMAPHORE = "java.util.concurrent.Semaphore";
    private final Set<String> acquiring = Set.of("acquire", "acquireUninterruptibly", "tryAcquire");

    /**
     * Returns the wait for a lock, or null if the frames show none.
     *
     * @param end the first frame that can't belong to the lock: the queue around it, or the program
     * @param inQueue whether that frame is a queue's: its permits are its items, and its conditions are its own
     * @param blocker class of the blocker
     */
    @Nullable
    Operation of(List<Frame> frames, int end, boolean inQueue, @Nullable String blocker) {
        int found = lock(frames, end);
        if (found >= 0) {
            Frame frame = frames.get(found);
            String type = lockTypes.get(frame.className());
            if (type != null || !inQueue) {
                return new Operation(Role.LOCK, frame.method(), type == null ? frame.className() : type, found, false);
            }
        }
        return inQueue ? null : lockAgain(frames, end, blocker);
    }

    private int lock(List<Frame> frames, int end) {
        for (int i = 0; i < end; i++) {
            Frame frame = frames.get(i);
            boolean locks = lockTypes.containsKey(frame.className()) && locking.contains(frame.method());
            boolean acquires = frame.className().equals(SEMAPHORE) && acquiring.contains(frame.method());
            if (locks || acquires) {
                return outermost(frames, i, end);
            }
        }
        return -1;
    }

    /**
     * Returns the frame of this lock that the program called. A view may call its lock, and {@code acquire(int)} may
     * call {@code acquire()}.
     */
    private int outermost(List<Frame> frames, int lock, int end) {
        String type = lockTypes.getOrDefault(frames.get(lock).className(), SEMAPHORE);
        int out = lock;
        while (out + 1 < end) {
            Frame next = frames.get(out + 1);
            boolean same =
                    lockTypes.getOrDefault(next.className(), next.className()).equals(type);
            if (!same || !(locking.contains(next.method()) || acquiring.contains(next.method()))) {
                break;
            }
            out++;
        }
        return out;
    }

    /** Returns the wait of a condition that is over but must first take the lock again, held by another thread. */
    private @Nullable Operation lockAgain(List<Frame> frames, int end, @Nullable String blocker) {
        for (int i = 1; i < end; i++) {
            boolean condition = frames.get(i).className().endsWith("Synchronizer$ConditionObject");
            if (condition
                    && retaking.contains(frames.get(i - 1).method())
                    && frames.get(i - 1).className().startsWith(LOCKS)) {
                // The blocker is a nested class of the lock, such as ReentrantLock$NonfairSync.
                String type = blocker == null || blocker.indexOf('$') < 0
                        ? LOCKS + "Lock"
                        : blocker.substring(0, blocker.indexOf('$'));
                return new Operation(Role.LOCK, frames.get(i).method(), type, i, false);
            }
        }
        return null;
    }
}
