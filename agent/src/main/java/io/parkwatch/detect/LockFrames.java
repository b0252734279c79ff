// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.families.OperationRow;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognizes frames that wait to acquire a lock or a permit. */
final class LockFrames {
    private final OperationRows rows;

    LockFrames(OperationRows rows) {
        this.rows = rows;
    }

    /**
     * Returns the wait for a lock, or null if the frames show none.
     *
     * @param end the first frame that can't belong to the lock: the queue around it, or the program
     * @param inQueue whether that frame is a queue's: its permits are its items, and its conditions are its own
     * @param blocker class of the blocker
     */
    @Nullable
    Operation of(List<Frame> frames, int end, boolean inQueue, @Nullable String blocker) {
        for (int i = 0; i < end; i++) {
            OperationRow row = row(frames.get(i));
            if (row != null && !(inQueue && rows.isPermits(row.type()))) {
                int out = outermost(frames, i, end, row.type());
                return new Operation(Role.LOCK, frames.get(out).method(), row.type(), out, false);
            }
            if (row != null) {
                break;
            }
        }
        return inQueue ? null : lockAgain(frames, end, blocker);
    }

    private @Nullable OperationRow row(Frame frame) {
        return rows.of(frame, Role.LOCK);
    }

    /**
     * Returns the frame of this lock that the program called. A view may call its lock, and {@code acquire(int)} may
     * call {@code acquire()}.
     */
    private int outermost(List<Frame> frames, int lock, int end, String type) {
        int out = lock;
        while (out + 1 < end) {
            OperationRow next = row(frames.get(out + 1));
            if (next == null || !next.type().equals(type)) {
                break;
            }
            out++;
        }
        return out;
    }

    /** Returns the wait of a condition that is over but must first take the lock again, held by another thread. */
    private @Nullable Operation lockAgain(List<Frame> frames, int end, @Nullable String blocker) {
        for (int i = 1; i < end; i++) {
            OperationRow row = rows.retake(frames.get(i - 1));
            if (row != null && frames.get(i).className().startsWith(row.className() + '$')) {
                // The blocker is a nested class of the lock, such as ReentrantLock$NonfairSync.
                String type = blocker == null || blocker.indexOf('$') < 0
                        ? row.type()
                        : blocker.substring(0, blocker.indexOf('$'));
                return new Operation(Role.LOCK, frames.get(i).method(), type, i, false);
            }
        }
        return null;
    }
}
