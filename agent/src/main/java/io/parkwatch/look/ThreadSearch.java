// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.ProgramFrames;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Stack;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.StackBudget;
import io.parkwatch.search.Found;
import io.parkwatch.search.FoundThread;
import io.parkwatch.search.FoundThread.Why;
import io.parkwatch.search.Searches;
import io.parkwatch.search.Wish;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers one wish at the end of a look: names of all threads, places of the old waits and of one batch of the others.
 * It keeps no more rows than are asked for. Discarded with its look.
 */
final class ThreadSearch implements Consumer<Thread> {
    private static final int MOST_WORDS = 8;

    private final Wish wish;
    private final LookState look;
    private final Evidence evidence;
    private final YoungWaits young;
    private final List<String> words = new ArrayList<>();
    private final int all;

    /** Which words a stack has. Stacks are interned: many threads have the same one. */
    private final IdentityHashMap<Stack, Integer> inStacks = new IdentityHashMap<>();

    private final IdentityHashMap<Thread, Boolean> old = new IdentityHashMap<>();
    private final List<FoundThread> rows = new ArrayList<>();
    private int total;

    /** Waiting threads whose names match, with the places of their rows, until their stacks are read. */
    private final List<YoungWaits.Young> named = new ArrayList<>();

    private final List<Integer> places = new ArrayList<>();

    /** The oldest of the waits whose names do not match; the head is the youngest. */
    private final PriorityQueue<YoungWaits.Young> others =
            new PriorityQueue<>(StackBudget.BATCH, (a, b) -> Long.compare(b.order(), a.order()));

    private int waiting;

    private ThreadSearch(Wish wish, YoungWaits young) {
        this.wish = wish;
        this.look = young.look();
        this.evidence = young.evidence();
        this.young = young;
        for (String word : wish.text().split(" ", -1)) {
            if (!word.isEmpty() && words.size() < MOST_WORDS) {
                words.add(word);
            }
        }
        all = (1 << words.size()) - 1;
    }

    /** Answers all wishes. {@code agents} matches the agent's threads, which are not counted. */
    static void answer(Searches asked, YoungWaits young, Thread[] platform, Predicate<Thread> agents) {
        if (!asked.isAny()) {
            return;
        }
        try {
            for (Wish wish : asked.wishes(young.end())) {
                asked.answer(new ThreadSearch(wish, young).find(platform, agents), young.end());
            }
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            asked.forget(); // a look must not fail for this: who still wants to know asks again
        }
    }

    private Found find(Thread[] platform, Predicate<Thread> agents) {
        for (int i = 0; i < look.old.size(); i++) {
            Thread thread = look.threads.get(i);
            if (thread != null) {
                old.put(thread, true);
            }
            findOld(look.old.get(i));
        }
        for (Thread thread : platform) {
            if (thread != null && !PlatformThreads.isCarrier(thread) && !agents.test(thread)) {
                accept(thread);
            }
        }
        young.forEachVirtual(platform, this);
        int read = readPlaces();
        return new Found(wish, look.number, evidence.dates().instant(), total, waiting - read, rows);
    }

    private void findOld(OldWait wait) {
        Observation seen = wait.observation();
        long id = seen.coroutine() ? 0 : seen.threadId();
        if ((inName(seen.threadName(), id) | inStack(seen.stack())) == all && isShown()) {
            rows.add(old(wait, null));
        }
    }

    /** Counts a thread that matches. Returns whether it is on the page that is asked for. */
    private boolean isShown() {
        int index = total++ - wish.from();
        return index >= 0 && index < Found.PAGE;
    }

    /** Visits a thread, which may be in an old wait. */
    @Override
    public void accept(Thread thread) {
        if (old.put(thread, true) != null) { // a thread that moves may be listed twice
            return;
        }
        YoungWaits.Young wait = young.of(thread);
        OldWait examined = wait.examined();
        boolean isWaiting = wait.state().equals(Holder.WAITING);
        if (examined != null) {
            if ((inName(thread.getName(), wait.id())
                                    | inStack(examined.observation().stack()))
                            == all
                    && isShown()) {
                rows.add(old(examined, "it waits for a coroutine, whose wait is judged in its place"));
            }
        } else if (inName(thread.getName(), wait.id()) == all) {
            if (isShown()) {
                if (isWaiting && named.size() < StackBudget.BATCH) {
                    named.add(wait);
                    places.add(rows.size());
                }
                rows.add(wait.row(null));
            }
        } else if (isWaiting) {
            waiting++;
            others.add(wait);
            if (others.size() > StackBudget.BATCH) {
                others.poll();
            }
        }
    }

    /** Reads the stacks of one batch. Returns how many of them are of {@link #others}. */
    private int readPlaces() {
        List<YoungWaits.Young> batch = new ArrayList<>(named);
        while (batch.size() + others.size() > StackBudget.BATCH && !others.isEmpty()) {
            others.poll();
        }
        batch.addAll(others);
        @Nullable Stack[] stacks = young.stacks(batch, look.budget);
        int read = 0;
        for (int i = 0; i < batch.size(); i++) {
            Stack stack = stacks[i];
            YoungWaits.Young wait = batch.get(i);
            if (stack == null || stack.frames().isEmpty()) {
                continue;
            }
            Frame at = program().innermost(stack.frames(), null);
            if (i < named.size()) {
                rows.set(places.get(i), wait.row(at));
                continue;
            }
            read++;
            if ((inName(wait.thread().getName(), wait.id()) | inStack(stack)) == all && isShown()) {
                rows.add(wait.row(at));
            }
        }
        return read;
    }

    private ProgramFrames program() {
        return evidence.detector().program();
    }

    private FoundThread old(OldWait wait, @Nullable String instead) {
        Observation seen = wait.observation();
        List<Frame> frames = seen.stack().frames();
        Frame at = frames.isEmpty() ? null : program().innermost(frames, null);
        String state = Holder.WAITING;
        Why why = Why.unknown();
        if (instead != null) {
            why = Why.reason(instead);
        } else if (wait.is() instanceof Classification.Stuck stuck) {
            state = Holder.STUCK;
            at = stuck.waitsAt();
            why = new Why(stuck.fingerprint(), null, null, null, null);
        } else if (wait.is() instanceof Classification.Idle idle) {
            state = Holder.IDLE;
            why = new Why(null, idle.leftOut(), idle.rule(), idle.reason(), null);
        } else if (wait.is() instanceof Classification.Main main) {
            at = main.waitsAt();
            why = Why.reason("the program's main" + (main.end() ? ", which waits for the end of the program" : ""));
        } else if (wait.is().leftOut() != null) {
            why = new Why(null, wait.is().leftOut(), null, null, null);
        } else {
            why = Why.reason("no wait that is judged by itself");
        }
        return new FoundThread(
                seen.coroutine() ? 0 : seen.threadId(),
                seen.threadName(),
                seen.virtual(),
                seen.coroutine(),
                state,
                seen.since(),
                Math.max(0, young.seconds(seen.sinceNanos())),
                seen.atLeast(),
                at,
                why);
    }

    /** Returns which words a name or an id has, a bit each. */
    private int inName(String name, long id) {
        int found = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean isId = word.charAt(0) == '#' && id != 0 && word.equals("#" + id);
            found |= isId || contains(name, word) ? 1 << i : 0;
        }
        return found;
    }

    private int inStack(Stack stack) {
        Integer known = inStacks.get(stack);
        if (known != null) {
            return known;
        }
        int found = 0;
        for (Frame frame : stack.frames()) {
            String text = frame.text();
            for (int i = 0; i < words.size() && found != all; i++) {
                found |= contains(text, words.get(i)) ? 1 << i : 0;
            }
        }
        inStacks.put(stack, found);
        return found;
    }

    private static boolean contains(String text, String word) {
        for (int i = 0; i <= text.length() - word.length(); i++) {
            if (text.regionMatches(true, i, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
