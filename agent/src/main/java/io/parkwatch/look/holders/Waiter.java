// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Role;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.waits.OldWait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A thread in an old wait that is or may become a finding, with the threads that hold what it waits for. */
final class Waiter {
    final Thread thread;
    final OldWait wait;

    /** The place among the old waits of the look. */
    final int place;

    /** The place among the waits of the graph. */
    int number;

    final List<Hold> holds = new ArrayList<>(1);

    /** What the thread is parked with; null if it is not, or not known. */
    @Nullable
    Object blocker;

    final JdkCalls calls;

    /** Whether what it waits for was still held after its holder had ended. */
    boolean orphaned;

    /** The queue of the only pool that has the task in it that must run before the wait ends; null if there is none. */
    @Nullable
    Object queue;

    /** The class of that task; empty if not known. */
    String task = "";

    /** The starved pool that the thread works for; null if it works for none. */
    @Nullable
    Starvation starved;

    /** The places of those holds that the last look did not read; null if there are none. */
    private @Nullable BitSet once;

    Waiter(Thread thread, OldWait wait, int place, JdkCalls calls) {
        this.thread = thread;
        this.wait = wait;
        this.place = place;
        this.calls = calls;
    }

    /** Returns the same wait for another reading. */
    Waiter again() {
        return new Waiter(thread, wait, place, calls);
    }

    /** A thread that holds what another waits for. */
    static final class Hold {
        /** The place is not looked up yet. */
        static final int UNREAD = -2;

        private final Thread thread;
        private final String how;
        private final boolean sole;

        /** The place of the thread's old wait in this look, which each step of the graph asks for. */
        int place = UNREAD;

        /** The thread's id; 0 until it is read. */
        private long id;

        /**
         * @param how one of the constants of {@link Holder}
         * @param sole whether the wait can't end before this thread acts, whatever others do
         */
        Hold(Thread thread, String how, boolean sole) {
            this.thread = thread;
            this.how = how;
            this.sole = sole;
        }

        Thread thread() {
            return thread;
        }

        String how() {
            return how;
        }

        boolean sole() {
            return sole;
        }

        long id(PlatformThreads platform) {
            if (id == 0) {
                id = platform.id(thread);
            }
            return id;
        }

        /** {@code Thread.equals} may be the program's. */
        boolean isSameAs(Hold other) {
            return thread == other.thread && how.equals(other.how);
        }
    }

    /** Reports whether another reading shows the same holders. */
    boolean isHeldAs(Waiter other) {
        boolean same = holds.size() == other.holds.size();
        for (int i = 0; same && i < holds.size(); i++) {
            same = holds.get(i).isSameAs(other.holds.get(i));
        }
        return same;
    }

    /** Records that the last look did not read this hold. */
    void readOnce(int place) {
        BitSet places = once == null ? new BitSet() : once;
        places.set(place);
        once = places;
    }

    boolean isReadOnce(int place) {
        return once != null && once.get(place);
    }

    boolean isHeldByItself() {
        return !holds.isEmpty() && holds.get(0).thread() == thread;
    }

    long id() {
        return wait.observation().threadId();
    }

    String name() {
        return wait.observation().threadName();
    }

    /** Reports whether the thread waits to enter a monitor. */
    boolean wantsMonitor() {
        return wait.observation().role() == Role.LOCK
                && wait.is() instanceof Classification.Stuck stuck
                && stuck.operation().name().equals("synchronized");
    }

    /** Returns the frame of the program that waits; null if the wait is no finding. */
    @Nullable
    Frame waitsAt() {
        return wait.is() instanceof Classification.Stuck stuck
                ? stuck.waitsAt()
                : wait.is() instanceof Classification.Main main ? main.waitsAt() : null;
    }

    /** Reports whether one of the JDK's frames above the program's innermost one matches. */
    boolean isIn(Predicate<Frame> which) {
        for (Frame frame : wait.observation().stack().frames()) {
            if (!JdkCalls.isJdks(frame)) {
                return false;
            }
            if (which.test(frame)) {
                return true;
            }
        }
        return false;
    }
}
