// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Stack;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualStates;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.waits.Books;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.PlatformWaits;
import io.parkwatch.look.waits.StackBudget;
import io.parkwatch.look.waits.Table;
import io.parkwatch.look.waits.WaitEntry;
import io.parkwatch.search.FoundThread;
import io.parkwatch.search.FoundThread.Why;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the books of a look that has just ended have of threads that are in none of its old waits.
 *
 * @param aged null if the waits of platform threads are not aged
 * @param firstEnd when the agent's first look ended
 * @param end when this one did
 */
record YoungWaits(
        LookState look,
        Evidence evidence,
        Books books,
        @Nullable PlatformWaits aged,
        boolean watchesVirtual,
        @Nullable QuietThreads quiet,
        long firstEnd,
        long end) {

    /**
     * A thread that runs or waits. Discarded with the look.
     *
     * @param since when its wait began; {@link Table#NEW} if that is not known
     * @param examined its wait, if that is old and another one is judged in its place
     */
    record Young(
            YoungWaits of,
            Thread thread,
            long id,
            boolean virtual,
            String state,
            long since,
            @Nullable OldWait examined,
            Why why) {

        /** Orders waits by their age. One of unknown age is young. */
        long order() {
            return since == Table.NEW ? Long.MAX_VALUE : since;
        }

        FoundThread row(@Nullable Frame at) {
            boolean dated = since != Table.NEW;
            Instant date = dated ? of.evidence.date(since) : null;
            return new FoundThread(
                    id,
                    thread.getName(),
                    virtual,
                    false,
                    state,
                    date,
                    dated ? Math.max(0, of.seconds(since)) : 0,
                    dated && since <= of.firstEnd,
                    at,
                    why);
        }
    }

    double seconds(long since) {
        return (end - since) / 1e9;
    }

    void forEachVirtual(Thread[] platform, Consumer<Thread> visitor) {
        VirtualThreads virtual = evidence.threads().virtual;
        if (virtual != null) {
            virtual.forEach(platform, visitor);
        }
    }

    Young of(Thread thread) {
        VirtualThreads virtual = evidence.threads().virtual;
        return virtual != null && virtual.isVirtual(thread) ? ofVirtual(thread) : ofPlatform(thread);
    }

    private Young ofPlatform(Thread thread) {
        PlatformThreads threads = evidence.threads().platform;
        long id = threads.id(thread);
        if (Wait.of(threads.state(thread)) == null) {
            boolean reads = quiet != null && quiet.readsSocket(id);
            Why why = reads ? new Why(null, BlindSpots.Why.SOCKET_READ, null, null, null) : Why.unknown();
            return undated(thread, id, false, Holder.RUNNING, why);
        }
        if (PlatformThreads.isAlwaysIdle(thread)) {
            return undated(thread, id, false, Holder.IDLE, Why.reason("it is a thread of the JDK"));
        }
        if (aged == null) {
            return undated(thread, id, false, Holder.WAITING, Why.blind("platform"));
        }
        PlatformWaits.Entry entry = aged.find(id);
        return waiting(thread, id, false, entry);
    }

    private Young ofVirtual(Thread thread) {
        PlatformThreads threads = evidence.threads().platform;
        long id = threads.id(thread);
        VirtualThreads virtual = evidence.threads().virtual;
        VirtualStates states = watchesVirtual && virtual != null ? virtual.states() : null;
        if (states == null) {
            return Wait.of(threads.state(thread)) == null
                    ? undated(thread, id, true, Holder.RUNNING, Why.unknown())
                    : undated(thread, id, true, Holder.WAITING, Why.blind("virtual"));
        }
        Wait wait = states.wait(thread);
        if (wait == null) {
            Why why = states.isReady(thread) ? Why.reason("it is ready to run, and no carrier runs it") : Why.unknown();
            return undated(thread, id, true, Holder.RUNNING, why);
        }
        if (wait == Wait.UNTOLD) {
            return undated(thread, id, true, Holder.WAITING, Why.blind("virtual_monitor"));
        }
        Thread carrier = states.carrier(thread);
        if (carrier != null) {
            return waiting(thread, id, true, aged == null ? null : aged.find(threads.id(carrier)));
        }
        int slot = books.table.find(id);
        return slot < 0
                ? waiting(thread, id, true, null)
                : new Young(
                        this,
                        thread,
                        id,
                        true,
                        Holder.WAITING,
                        books.table.since(slot),
                        books.table.old(slot),
                        Why.unknown());
    }

    private Young undated(Thread thread, long id, boolean virtual, String state, Why why) {
        return new Young(this, thread, id, virtual, state, Table.NEW, null, why);
    }

    /** A stay in a pipe is one wait, however many waits the JVM counts meanwhile. */
    private Young waiting(Thread thread, long id, boolean virtual, PlatformWaits.@Nullable Entry entry) {
        WaitEntry stay = look.stay(thread);
        WaitEntry one = stay == null ? entry : stay;
        return one == null
                ? undated(thread, id, virtual, Holder.WAITING, Why.unknown())
                : new Young(this, thread, id, virtual, Holder.WAITING, one.since(), one.old(), Why.unknown());
    }

    /**
     * Reads the stacks of waits, if the budget leaves any time; null for one that has ended meanwhile, as far as that
     * can be seen.
     */
    @Nullable
    Stack[] stacks(List<Young> waits, StackBudget budget) {
        @Nullable Stack[] stacks = new Stack[waits.size()];
        if (waits.isEmpty() || !budget.isLeft()) {
            return stacks;
        }
        budget.begin();
        Thread[] threads = new Thread[waits.size()];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = waits.get(i).thread();
        }
        @Nullable StackTraceElement[][] read = evidence.threads().platform.stacks(threads);
        for (int i = 0; i < threads.length; i++) {
            Young now = of(threads[i]);
            if (read[i] != null
                    && now.state().equals(Holder.WAITING)
                    && now.since() == waits.get(i).since()) {
                stacks[i] = evidence.stacks().of(read[i]);
            }
        }
        budget.end();
        return stacks;
    }
}
