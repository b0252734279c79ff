// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import io.parkwatch.finding.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of the hooks, and the threads and channels that are alive and whose creation they saw, held weakly.
 * Used by the watcher's thread only, except for the listeners.
 */
public final class Registry {
    /** The most of each that are kept; later ones go unseen until some have ended. */
    private static final int MOST = 100_000;

    /** Channels recorded per second when no traces are wanted. */
    private static final int UNTRACED = 1_000;

    /** Traces turned into names in advance at each look, at 20 µs each. */
    private static final int NAMED_PER_LOOK = 500;

    public final CreationListener threads;

    public final CreationListener channels;

    /** Apart: a program that makes locks at full speed, as Clojure's sequences do, keeps its queues' places. */
    public final CreationListener locks;

    public final CreationListener coroutines;

    public final SuspensionListener suspensions =
            new SuspensionListener(Runtime.getRuntime().maxMemory());
    public final Resumptions resumptions = new Resumptions();
    public final EntryListener entries = new EntryListener();

    private final Stacks stacks;
    private final ThreadFacts facts;

    /** By {@link #key}. */
    private final Map<Long, Birth> liveThreads = new HashMap<>();

    private final Map<Long, Birth> liveCoroutines = new HashMap<>();
    private final List<Birth> liveChannels = new ArrayList<>();
    private final List<Birth> liveLocks = new ArrayList<>();

    /**
     * @param traces creation traces per second, for threads and for channels each, of which locks get a quarter; 0
     *     records channels without their places
     * @param libraries prefixes of libraries of channels, whose frames are no places
     */
    public Registry(int traces, Stacks stacks, ThreadFacts facts, List<String> libraries) {
        IntSupplier site = new CallSite(Registry.class.getClassLoader(), libraries);
        int made = traces > 0 ? traces : UNTRACED;
        this.threads = new CreationListener(traces, traces > 0, Places.OF_THREADS, site);
        this.channels = new CreationListener(made - made / 4, traces > 0, Places.OF_CHANNELS, site);
        this.locks = new CreationListener(made / 4, traces > 0, Places.OF_CHANNELS, site);
        this.coroutines = new CreationListener(traces, traces > 0, Places.OF_BLOCKS, site);
        this.stacks = stacks;
        this.facts = facts;
    }

    /** Loads and links all that the listeners use, before a hook can call them. */
    public void warmUp() {
        threads.warmUp(Thread.currentThread());
        channels.warmUp(new CountDownLatch(1));
        locks.warmUp(new ReentrantLock());
        coroutines.warmUp(new Object());
        suspensions.accept(new Object());
        resumptions.warmUp();
        entries.accept(Thread.currentThread());
        drain();
        suspensions.take();
        liveThreads.clear();
        liveCoroutines.clear();
        liveChannels.clear();
        liveLocks.clear();
        channels.forgetAny();
    }

    /** Excludes the channels that this thread of the agent creates: it makes latches for stuck threads. */
    public void ignoreMaker(Thread own) {
        Places.ignore(own);
    }

    /**
     * Gives the hooks the budget of the next second. Must be called once a second.
     *
     * @param allocated bytes that all threads of the JVM have allocated so far; negative if not known
     */
    public void refill(long allocated) {
        threads.refill(allocated);
        channels.refill(allocated);
        locks.refill(allocated);
        coroutines.refill(allocated);
    }

    /** Takes what the hooks left. Must be called about once a second, and before each look. */
    public void drain() {
        drain(threads, liveThreads);
        drain(channels, liveChannels);
        drain(locks, liveLocks);
        drain(coroutines, liveCoroutines);
        suspensions.drain();
    }

    private void drain(CreationListener from, Map<Long, Birth> to) {
        for (Birth birth : from.drain()) {
            Object born = birth.get();
            if (to.size() < MOST && born != null) {
                to.put(born instanceof Thread thread ? facts.id(thread) : key(born), birth);
            }
        }
    }

    private static void drain(CreationListener from, List<Birth> to) {
        for (Birth birth : from.drain()) {
            if (to.size() < MOST && !birth.refersTo(null)) {
                to.add(birth);
            }
        }
    }

    /** Forgets what has ended, and names the frames of some that are alive. Must be called once a look. */
    public void tidy() {
        liveThreads.values().removeIf(new Ended(true));
        liveCoroutines.values().removeIf(new Ended(false));
        liveChannels.removeIf(new Ended(false));
        liveLocks.removeIf(new Ended(false));
    }

    /** Matches what has ended, and names the frames of the first others. Not a lambda, as a start loads none. */
    private final class Ended implements Predicate<Birth> {
        private final boolean threads;
        private int named;

        Ended(boolean threads) {
            this.threads = threads;
        }

        @Override
        public boolean test(Birth birth) {
            if (birth.refersTo(null) || (threads && birth.get() instanceof Thread thread && facts.ended(thread))) {
                return true;
            }
            if (birth.trace != null && named++ < NAMED_PER_LOOK) {
                stack(birth);
            }
            return false;
        }
    }

    /** Returns where the thread was started or, if that was hooked, constructed, innermost first; null if not known. */
    public @Nullable Stack creation(Thread thread) {
        Birth birth = birth(thread);
        return birth == null ? null : stack(birth);
    }

    /** Returns the number of the thread's birth; -1 if not known. */
    public int number(Thread thread) {
        Birth birth = birth(thread);
        return birth == null ? -1 : birth.number;
    }

    public int number(Birth birth) {
        return birth.number;
    }

    /** Returns where the coroutine was started, innermost first; null if not known. */
    public @Nullable Stack beginning(Object coroutine) {
        Birth birth = find(coroutine, liveCoroutines);
        return birth == null ? null : stack(birth);
    }

    @Nullable
    Birth birth(Thread thread) {
        Birth birth = liveThreads.get(facts.id(thread));
        Object holder = birth == null ? Places.holder(thread) : null;
        return holder == null ? birth : find(holder, liveThreads);
    }

    private static @Nullable Birth find(Object born, Map<Long, Birth> among) {
        Birth birth = among.get(key(born));
        return birth != null && birth.refersTo(born) ? birth : null;
    }

    /** Returns a key below all thread ids. If two objects share a hash, the place of the later one is kept. */
    private static long key(Object born) {
        return Long.MIN_VALUE + System.identityHashCode(born);
    }

    /** Returns where it was created or started, innermost first; null if not known. */
    public @Nullable Stack stack(Birth birth) {
        Throwable trace = birth.trace;
        if (trace != null) {
            birth.stack = stacks.ofCreation(trace, birth.get());
            birth.trace = null;
        }
        return birth.stack;
    }

    /** Visits the threads that are alive and whose start was seen. */
    public void forEachThread(Consumer<Thread> visitor) {
        for (Birth birth : liveThreads.values()) {
            if (birth.get() instanceof Thread thread && !facts.ended(thread)) {
                visitor.accept(thread);
            }
        }
    }

    /** Visits every channel that is alive and whose creation was seen: locks, then the others, in order of creation. */
    public void forEachChannel(BiConsumer<Object, Birth> visitor) {
        for (List<Birth> births : List.of(liveLocks, liveChannels)) {
            for (Birth birth : births) {
                Object channel = birth.get();
                if (channel != null) {
                    visitor.accept(channel, birth);
                }
            }
        }
    }
}
