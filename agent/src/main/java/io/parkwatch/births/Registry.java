// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import io.parkwatch.finding.Stack;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads and channels that are alive and whose creation was seen, held weakly. Used by the watcher's thread only,
 * except for the listeners.
 */
public final class Registry {
    /** The most of each that are kept; later ones go unseen until some have ended. */
    private static final int MOST = 100_000;

    /** Channels recorded per second when no traces are wanted. */
    private static final int UNTRACED = 1_000;

    /** Traces turned into names in advance at each look, at 20 µs each. */
    private static final int NAMED_PER_LOOK = 500;

    private final Births threadBirths;
    private final Births channelBirths;
    private final Births lockBirths;
    private final Births coroutineBirths;
    private final SuspensionListener touched =
            new SuspensionListener(Runtime.getRuntime().maxMemory());
    private final Resumptions resumed = new Resumptions();
    private final EntryListener entered = new EntryListener();
    private final Stacks stacks;
    private final ThreadFacts facts;
    private final Map<Long, Birth> threads = new HashMap<>();
    private List<Birth> channels = new ArrayList<>();
    private List<Birth> locks = new ArrayList<>();

    /** By identity hash. If two share a hash, the place of the later one is kept. */
    private final Map<Integer, Birth> coroutines = new HashMap<>();

    /**
     * @param traces creation traces per second, for threads and for channels each, of which locks get a quarter; 0
     *     records channels without their places
     */
    public Registry(int traces, Stacks stacks, ThreadFacts facts) {
        this.threadBirths = new Births(traces, traces > 0, Places.OF_THREADS);
        int made = traces > 0 ? traces : UNTRACED;
        this.channelBirths = new Births(made - made / 4, traces > 0, Places.OF_CHANNELS);
        // Apart: a program that creates locks at full speed, as Clojure does for each lazy sequence, keeps the places
        // of its queues.
        this.lockBirths = new Births(made / 4, traces > 0, Places.OF_CHANNELS);
        this.coroutineBirths = new Births(traces, traces > 0, Places.OF_BLOCKS);
        this.stacks = stacks;
        this.facts = facts;
    }

    /** Loads and links all that the listeners use, before a hook can call them. */
    public void warmUp() {
        threadBirths.warmUp(Thread.currentThread());
        channelBirths.warmUp(new CountDownLatch(1));
        lockBirths.warmUp(new ReentrantLock());
        coroutineBirths.warmUp(new Object());
        touched.accept(new Object());
        resumed.warmUp();
        entered.accept(Thread.currentThread());
        drain();
        coroutines.clear();
        touched.take();
        threads.clear();
        channels.clear();
        locks.clear();
        channelBirths.forgetAny();
    }

    /** Excludes the channels that this thread of the agent creates: it makes latches for stuck threads. */
    public void ignoreMaker(Thread own) {
        Places.ignore(own);
    }

    /** Listens to the hook at {@code Thread.start} through its setter. */
    public void listenToThreads(Consumer<@Nullable Consumer<Object>> hook) {
        threadBirths.listen(hook);
    }

    /** Listens to the hooks at constructors of channels through their setter. */
    public void listenToChannels(Consumer<@Nullable Consumer<Object>> hook) {
        channelBirths.listen(hook);
    }

    /** Listens to the hooks at constructors of locks through their setter. */
    public void listenToLocks(Consumer<@Nullable Consumer<Object>> hook) {
        lockBirths.listen(hook);
    }

    /** Listens to the hooks of suspensions through their setter. */
    public void listenToSuspensions(Consumer<@Nullable Consumer<Object>> hook) {
        hook.accept(touched);
    }

    /** Keeps the setter of the hooks of resumptions, to listen on request. */
    public void listenToResumptions(Consumer<@Nullable Consumer<Object>> hook) {
        resumed.listen(hook);
    }

    public Resumptions resumed() {
        return resumed;
    }

    /** Listens to the hooks at named methods of the program through their setter. */
    public void listenToCalls(Consumer<@Nullable Consumer<Object>> hook) {
        hook.accept(entered);
    }

    public EntryListener entered() {
        return entered;
    }

    /** Listens to the hook at a coroutine's start through its setter. */
    public void listenToCoroutines(Consumer<@Nullable BiConsumer<Object, Object>> hook) {
        coroutineBirths.listen(hook);
    }

    /**
     * Gives the hooks the budget of the next second. Must be called once a second.
     *
     * @param allocated bytes that all threads of the JVM have allocated so far; negative if not known
     */
    public void refill(long allocated) {
        threadBirths.refill(allocated);
        channelBirths.refill(allocated);
        lockBirths.refill(allocated);
        coroutineBirths.refill(allocated);
    }

    /** Takes what the hooks left. Must be called about once a second, and before each look. */
    public void drain() {
        for (Birth birth : threadBirths.drain()) {
            Object born = birth.get();
            if (threads.size() < MOST && born != null) {
                threads.put(born instanceof Thread thread ? facts.id(thread) : key(born), birth);
            }
        }
        drain(channelBirths, channels);
        drain(lockBirths, locks);
        for (Birth birth : coroutineBirths.drain()) {
            Object born = birth.get();
            if (coroutines.size() < MOST && born != null) {
                coroutines.put(System.identityHashCode(born), birth);
            }
        }
        touched.drain();
    }

    private static void drain(Births births, List<Birth> to) {
        for (Birth birth : births.drain()) {
            if (to.size() < MOST && !birth.refersTo(null)) {
                to.add(birth);
            }
        }
    }

    /**
     * Returns the channels on which something suspended since the last call. From now on each is recorded once more.
     */
    public List<WeakReference<Object>> takeSuspending() {
        return touched.take();
    }

    /** Reports whether something suspended on more channels at once than are kept. */
    public boolean lostSuspending() {
        return touched.lost();
    }

    /** Forgets what has ended, and names the frames of some that are alive. Must be called once a look. */
    public void tidy() {
        int named = 0;
        for (Iterator<Birth> it = threads.values().iterator(); it.hasNext(); ) {
            Birth birth = it.next();
            Object born = birth.get();
            if (born == null || (born instanceof Thread thread && facts.ended(thread))) {
                it.remove();
            } else if (birth.trace != null && named++ < NAMED_PER_LOOK) {
                stack(birth);
            }
        }
        named = 0;
        for (Iterator<Birth> it = coroutines.values().iterator(); it.hasNext(); ) {
            Birth birth = it.next();
            if (birth.refersTo(null)) {
                it.remove();
            } else if (birth.trace != null && named++ < NAMED_PER_LOOK) {
                stack(birth);
            }
        }
        channels = alive(channels);
        locks = alive(locks);
    }

    private List<Birth> alive(List<Birth> births) {
        int named = 0;
        List<Birth> alive = new ArrayList<>(births.size());
        for (Birth birth : births) {
            if (!birth.refersTo(null)) {
                alive.add(birth);
                if (birth.trace != null && named++ < NAMED_PER_LOOK) {
                    stack(birth);
                }
            }
        }
        return alive;
    }

    /**
     * Returns where the thread was started or, if its construction was hooked, constructed, innermost first; null if
     * not known.
     */
    public @Nullable Stack creation(Thread thread) {
        Birth birth = birth(thread);
        return birth == null ? null : stack(birth);
    }

    /** Returns where the coroutine was started, innermost first; null if not known. */
    public @Nullable Stack beginning(Object coroutine) {
        Birth birth = coroutines.get(System.identityHashCode(coroutine));
        return birth != null && birth.refersTo(coroutine) ? stack(birth) : null;
    }

    @Nullable
    Birth birth(Thread thread) {
        Birth birth = threads.get(facts.id(thread));
        Object holder = birth == null ? facts.holder(thread) : null;
        if (holder != null) {
            Birth made = threads.get(key(holder));
            return made != null && made.refersTo(holder) ? made : null;
        }
        return birth;
    }

    /**
     * Returns the key of a platform thread's holder, below all ids. If two share a hash, the place of the later one is
     * kept.
     */
    private static long key(Object holder) {
        return Long.MIN_VALUE + System.identityHashCode(holder);
    }

    /** Returns where the channel was created, innermost first; null if not known. */
    public @Nullable Stack stack(Birth birth) {
        Throwable trace = birth.trace;
        if (trace != null) {
            birth.stack = stacks.ofCreation(trace, birth.get());
            birth.trace = null;
        }
        return birth.stack;
    }

    /** Visits every thread that is alive and whose start was seen. */
    public void forEachThread(Consumer<Thread> visitor) {
        for (Birth birth : threads.values()) {
            if (birth.get() instanceof Thread thread && !facts.ended(thread)) {
                visitor.accept(thread);
            }
        }
    }

    /** Visits every channel that is alive and whose creation was seen: locks, then the others, in order of creation. */
    public void forEachChannel(BiConsumer<Object, Birth> visitor) {
        visit(locks, visitor);
        visit(channels, visitor);
    }

    private static void visit(List<Birth> births, BiConsumer<Object, Birth> visitor) {
        for (Birth birth : births) {
            Object channel = birth.get();
            if (channel != null) {
                visitor.accept(channel, birth);
            }
        }
    }

    /**
     * Reports whether a hook has recorded a channel since the warm-up. If not, right after a creation, no hook works.
     */
    public boolean sawChannel() {
        return channelBirths.any();
    }

    /** Returns how many thread starts got no trace because the budget was spent. */
    public long threadTracesSkipped() {
        return threadBirths.skipped();
    }

    /** Returns how many channel creations got no trace because the budget was spent. */
    public long channelTracesSkipped() {
        return channelBirths.skipped() + lockBirths.skipped();
    }
}
