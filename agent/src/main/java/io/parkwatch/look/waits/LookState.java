// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.families.Monitor;
import io.parkwatch.look.jvm.Wait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The state of one look, discarded after it. Counts each wait by its age. */
public final class LookState {
    public final int number;

    public final long now;
    public final StackBudget budget;
    public final Tally platform = new Tally(false);
    public final Tally virtual = new Tally(true);
    public final Tally coroutines = new Tally(false);

    /** Old waits of threads that have not been examined closely yet. The close look counts them. */
    public final List<WaitCandidate> candidates = new ArrayList<>();

    /** Old waits that have been examined closely. */
    public final List<OldWait> old = new ArrayList<>();

    /** The threads of {@link #old}, null for coroutines. They end with the look. */
    public final List<@Nullable Thread> threads = new ArrayList<>();

    /** The waits in {@link #old} that became old in this look. */
    public final List<OldWait> fresh = new ArrayList<>();

    /** By a coroutine's wait, the waits that must end before it. */
    private final IdentityHashMap<OldWait, AwaitedEnd> awaited = new IdentityHashMap<>();

    /** Old waits of coroutines, until they are {@link #addCoroutines added}. */
    private final List<OldWait> ofCoroutines = new ArrayList<>();

    private final long firstEnd;
    private final long thresholdNanos;
    private final Books books;
    private final Map<Thread, Pipes.Stay> stays;
    private @Nullable UnagedThreads unaged;

    /** When the oldest of the waits that are not old yet began; MAX_VALUE if there is none. */
    private long young = Long.MAX_VALUE;

    private boolean anyNew;

    /**
     * Creates the state of one look.
     *
     * @param firstEnd when the first look ended, 0 during the first
     * @param unaged null if no look has needed it yet
     */
    public LookState(
            int number,
            long now,
            long firstEnd,
            long thresholdNanos,
            Books books,
            StackBudget budget,
            @Nullable UnagedThreads unaged) {
        this.number = number;
        this.now = now;
        this.firstEnd = firstEnd;
        this.thresholdNanos = thresholdNanos;
        this.books = books;
        this.budget = budget;
        this.unaged = unaged;
        this.stays = books.pipes.now();
    }

    /**
     * The waits of coroutines for whose end another one waits.
     *
     * @param isOwn whether it waits for these coroutines; if not, they are children of the one that it waits for
     */
    public record AwaitedEnd(boolean isOwn, List<OldWait> waits) {}

    /** Records for whose end a coroutine waits. */
    public void awaited(OldWait wait, boolean isOwn, List<OldWait> waits) {
        if (!waits.isEmpty()) {
            awaited.put(wait, new AwaitedEnd(isOwn, waits));
        }
    }

    /** Returns for whose end a coroutine waits; null if it is not known. */
    public @Nullable AwaitedEnd awaited(OldWait wait) {
        return awaited.get(wait);
    }

    /** Returns the counts of threads that are not aged in this JVM. */
    public UnagedThreads unaged() {
        UnagedThreads all = unaged == null ? new UnagedThreads(books.platform != null) : unaged;
        unaged = all;
        return all;
    }

    /** Returns the same counts; null if no look has needed them yet. */
    public @Nullable UnagedThreads anyUnaged() {
        return unaged;
    }

    /** Returns when the next of the waits known before becomes old; MAX_VALUE if there is none. */
    public long nextOld() {
        return young == Long.MAX_VALUE ? Long.MAX_VALUE : young + thresholdNanos;
    }

    /** Reports whether there are waits that are not old yet. */
    public boolean anyYoung() {
        return anyNew || young != Long.MAX_VALUE;
    }

    /** Returns the same for the waits that this look saw first. {@code end} is their date. */
    public long nextNew(long end) {
        return anyNew ? end + thresholdNanos : Long.MAX_VALUE;
    }

    /** Returns the stay of a thread in a pipe; null if it is in none. */
    public @Nullable WaitEntry stay(Thread thread) {
        return stays.get(thread);
    }

    /** Counts a wait in a pipe, within a slice or between two. Returns false if the thread has none. */
    public boolean countInPipe(Thread thread, Tally tally) {
        Pipes.Stay stay = stays.get(thread);
        if (stay != null && stay.see(number)) {
            if (!count(thread, tally, stay.old(), stay.since())) {
                add(
                        thread,
                        tally,
                        Wait.TIMED,
                        stay.since(),
                        null,
                        stay.pipe(),
                        () -> books.pipes.lasts(stay),
                        stay::old);
            }
        }
        return stay != null;
    }

    /**
     * Counts a wait by its age. Returns false if it is old and must be examined closely: it is to be {@link #add
     * added}.
     */
    public boolean count(@Nullable Thread thread, Tally tally, @Nullable OldWait known, long since) {
        if (known != null) {
            countKnown(thread, tally, known);
        } else if (since == Table.NEW) {
            countNew(tally);
        } else if (now - since >= thresholdNanos) {
            return false;
        } else {
            tally.addWaiting();
            young = Math.min(young, since);
        }
        return true;
    }

    /** Counts a wait that was examined before. {@code thread} is null for a coroutine. */
    public void countKnown(@Nullable Thread thread, Tally tally, OldWait wait) {
        tally.add(wait.is());
        wait.see(number);
        if (tally == coroutines) {
            ofCoroutines.add(wait);
        } else {
            old.add(wait);
            threads.add(thread);
        }
    }

    /** Counts a wait that this look sees for the first time. */
    public void countNew(Tally tally) {
        tally.addWaiting();
        anyNew = true;
    }

    public void countExamined(@Nullable Thread thread, Tally tally, OldWait wait) {
        countKnown(thread, tally, wait);
        fresh.add(wait);
    }

    /** Reports whether the wait began before the agent's first look ended, so that only its least age is known. */
    public boolean isAtLeast(long since) {
        return since <= firstEnd;
    }

    /**
     * Does as the other {@code count} for a thread that may be in an old call of a named method, in the slot
     * {@code call}.
     */
    public boolean count(
            int call,
            Thread thread,
            long id,
            Tally tally,
            Wait wait,
            @Nullable Monitor monitor,
            @Nullable OldWait known,
            long since) {
        boolean isYoung = known == null && (since == Table.NEW || now - since < thresholdNanos);
        return (isYoung && countOldCall(call, thread, id, tally, wait, monitor)) || count(thread, tally, known, since);
    }

    /**
     * Counts the one call of a named method in which the thread, whose wait is young, has been past the threshold.
     * Returns false if there is none. {@code call} is the slot of that call.
     */
    public boolean countOldCall(int call, Thread thread, long id, Tally tally, Wait wait, @Nullable Monitor monitor) {
        Table calls = books.calls.table;
        long since = call < 0 ? Table.NEW : calls.since(call);
        if (since == Table.NEW) {
            return false;
        }
        OldWait known = calls.old(call);
        if (known != null && known.stuck() != null) {
            countKnown(thread, tally, known);
            return true;
        }
        if (known != null || now - since < thresholdNanos) {
            young = known == null ? Math.min(young, since) : young;
            return false;
        }
        BooleanSupplier lasts = () -> calls.find(id) >= 0;
        Consumer<OldWait> keep = outcome -> calls.keep(id, outcome);
        candidates.add(new WaitCandidate(
                thread, tally, wait, since, isAtLeast(since), monitor, null, lasts, keep, books.calls));
        return true;
    }

    public void add(
            Thread thread,
            Tally tally,
            Wait wait,
            long since,
            @Nullable Monitor monitor,
            @Nullable Object pipe,
            BooleanSupplier lasts,
            Consumer<OldWait> keep) {
        candidates.add(
                new WaitCandidate(thread, tally, wait, since, isAtLeast(since), monitor, pipe, lasts, keep, null));
    }

    /**
     * Adds the waits of coroutines, and removes those of the threads that are blocked until a stuck coroutine ends:
     * they are no findings of their own.
     */
    public void addCoroutines() {
        Set<Long> blocked = new HashSet<>();
        for (OldWait wait : ofCoroutines) {
            if (wait.observation().threadId() != 0 && wait.stuck() != null) {
                blocked.add(wait.observation().threadId());
            }
        }
        if (!blocked.isEmpty()) {
            Predicate<OldWait> isCovered = wait -> !wait.observation().coroutine()
                    && blocked.contains(wait.observation().threadId());
            for (OldWait wait : old) {
                if (wait.stuck() != null && isCovered.test(wait)) {
                    tally(wait).moveToWaiting();
                }
            }
            fresh.removeIf(isCovered);
            remove(isCovered);
        }
        for (OldWait wait : ofCoroutines) {
            old.add(wait);
            threads.add(null);
        }
    }

    private void remove(Predicate<OldWait> which) {
        int kept = 0;
        for (int i = 0; i < old.size(); i++) {
            if (!which.test(old.get(i))) {
                old.set(kept, old.get(i));
                threads.set(kept++, threads.get(i));
            }
        }
        old.subList(kept, old.size()).clear();
        threads.subList(kept, threads.size()).clear();
    }

    /** Returns the counts that contain a thread's wait. */
    public Tally tally(OldWait wait) {
        return wait.observation().virtual() ? virtual : platform;
    }
}
