// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.births.EntryListener;
import io.parkwatch.births.Registry;
import io.parkwatch.births.Stacks;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.detect.Detector;
import io.parkwatch.detect.IgnoreRules;
import io.parkwatch.families.Families;
import io.parkwatch.families.Family;
import io.parkwatch.families.jdk.Jdk;
import io.parkwatch.finding.WhyNot;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualStates;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.jvm.WatchedTime;
import io.parkwatch.look.proofs.Proofs;
import io.parkwatch.look.waits.Books;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.FreeLocks;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.PlatformWaits;
import io.parkwatch.look.waits.StackBudget;
import io.parkwatch.look.waits.Threads;
import io.parkwatch.search.Searches;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import org.jspecify.annotations.Nullable;

/** A JVM whose threads, counters, stacks and clocks a test sets, and the look at it. */
final class FakeJvm {
    /** What a table tells dates apart by. */
    static final long TICK = 1 << 21;

    static final long THRESHOLD = 30 * TICK;

    final List<FakeThread> platform = new ArrayList<>();
    final List<FakeThread> virtual = new ArrayList<>();

    /** Carriers, which a look at platform threads does not show. */
    final List<FakeThread> carriers = new ArrayList<>();

    final CustomTypes custom;
    final Registry registry;
    final Books books;
    final Look look;
    final Evidence evidence;

    final Searches searches = new Searches();

    /** The time of the look, in ticks. */
    long now;

    /** CPU time that each read of a stack takes, in nanoseconds. */
    long stackCost;

    int stacksRead;

    /** The table that was last handed to the hook of parks. */
    long[] published = new long[0];

    /** Called before the blocker of a thread is read. */
    Runnable beforeABlockerIsRead = () -> {};

    /** Called after it was read on which carrier a thread is. */
    Runnable afterARiderIsRead = () -> {};

    /** Called while the stacks of a batch are read. */
    Runnable whileStacksAreRead = () -> {};

    private long cpu;
    private long nextId = 100;
    private boolean monitorsTold = true;

    FakeJvm(Family... families) {
        this(new CustomTypes(List.of()), families);
    }

    FakeJvm(CustomTypes custom, Family... families) {
        this.custom = custom;
        Threads threads;
        try {
            threads = new Threads(new FakePlatform(), new FakeWaits(), new FakeVirtual());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this test runs on 21 and later", e);
        }
        Stacks stacks = new Stacks(queues(), custom);
        registry = new Registry(0, stacks, threads, List.of());
        evidence = new Evidence(
                threads,
                stacks,
                registry,
                new Families(List.of(families)),
                custom,
                new Detector(new IgnoreRules(List.of(), Set.of()), known(families), List.of()),
                new WatchedTime(() -> now * TICK),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                queues());
        books = new Books(threads, ids -> published = ids, custom, registry.entries);
        look = new Look(evidence, books, new Proofs(evidence, books, false), THRESHOLD, thread -> false);
    }

    /** The detector knows the JDK's operations too, but the fake threads have no channels of the JDK to be read. */
    private static List<Family> known(Family... families) {
        List<Family> all = new ArrayList<>(List.of(families));
        all.add(new Jdk());
        return all;
    }

    private static Instrumentation queues() {
        return (Instrumentation) Proxy.newProxyInstance(
                Instrumentation.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, args) -> method.getName().equals("getAllLoadedClasses")
                        ? new Class<?>[] {LinkedBlockingQueue.class}
                        : null);
    }

    /** Looks at a time in ticks, with as much time for stacks as it takes. */
    LookOutcome lookAt(long ticks) {
        return lookAt(ticks, Long.MAX_VALUE / 2);
    }

    LookOutcome lookAt(long ticks, long stackNanos) {
        now = ticks;
        look.searches = searches;
        return look.look(stackNanos, cpu, null);
    }

    /** Looks for a request of the program. */
    LookRequest.Answer answerAt(long ticks, LookRequest request) {
        now = ticks;
        LookOutcome unused = look.look(Long.MAX_VALUE / 2, cpu, request);
        request.end();
        return Objects.requireNonNull(request.await(System::nanoTime, Long.MAX_VALUE / 2));
    }

    void spend(long nanos) {
        cpu += nanos;
    }

    /** Returns a pass as a look uses it that sees the proof's threads. */
    VirtualPass virtualPass(int number) {
        LookState state = new LookState(
                number, now * TICK, 0, THRESHOLD, books, new StackBudget(() -> cpu, Long.MAX_VALUE / 2), null);
        VirtualStates states = Objects.requireNonNull(
                Objects.requireNonNull(evidence.threads().virtual).states());
        return new VirtualPass(
                state,
                evidence.threads().platform,
                states,
                books,
                null,
                new ReadyThreads(now * TICK, THRESHOLD, true),
                new FreeLocks());
    }

    FakeThread platformThread() {
        return platformThread(new Thread());
    }

    /** Adds a thread that has fields of its own to be read. */
    FakeThread platformThread(Thread real) {
        FakeThread thread = new FakeThread(nextId++, real);
        platform.add(thread);
        return thread;
    }

    FakeThread carrier() {
        FakeThread thread = new FakeThread(nextId++, new Thread());
        carriers.add(thread);
        return thread;
    }

    FakeThread virtualThread() {
        look.watchVirtual();
        FakeThread thread = new FakeThread(nextId++, unstarted());
        virtual.add(thread);
        return thread;
    }

    private static Thread unstarted() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (Thread) Class.forName("java.lang.Thread$Builder")
                    .getMethod("unstarted", Runnable.class)
                    .invoke(builder, (Runnable) () -> {});
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this test runs on 21 and later", e);
        }
    }

    /** What a JDK does not tell that the agent is attached to: no hook reports waits on monitors. */
    void tellNoMonitors() {
        monitorsTold = false;
    }

    /** One thread. It runs until a test lets it wait. */
    final class FakeThread {
        final Thread thread;
        final long id;
        Thread.State state = Thread.State.RUNNABLE;

        /** The state that the JVM reports with the counters; null for {@link #state}. */
        Thread.@Nullable State counted;

        @Nullable
        Wait wait;

        boolean ready;
        boolean unrun;
        boolean pinned;
        boolean endless;
        boolean suspended;

        @Nullable
        WhyNot untriable;

        @Nullable
        FakeThread carrier;

        @Nullable
        Object blocker;

        /** The owner of the monitor that the thread wants, as the JVM reports it. */
        @Nullable
        FakeThread monitorOwner;

        long count;
        long blockedCount;
        long cpuTime;
        StackTraceElement[] stack = new StackTraceElement[0];

        /** What the thread's state shows first, before {@link #wait}. */
        final Deque<Wait> nextWaits = new ArrayDeque<>();

        private FakeThread(long id, Thread thread) {
            this.id = id;
            this.thread = thread;
        }

        /** Begins another wait: {@code LinkedBlockingQueue.take} called by this class of the program. */
        FakeThread takes(String by) {
            count++;
            state = Thread.State.WAITING;
            wait = Wait.WAITING;
            clear();
            stack = Stack.take(by);
            return this;
        }

        FakeThread waits(Thread.State how, StackTraceElement... in) {
            count++;
            state = how;
            wait = Wait.of(how);
            clear();
            stack = in;
            return this;
        }

        void runs(StackTraceElement... in) {
            state = Thread.State.RUNNABLE;
            wait = null;
            clear();
            stack = in;
        }

        /** What the woven method does as a thread parks. */
        void clear() {
            int first = EntryListener.bucket(id, published.length == 0 ? 256 : published.length);
            for (int slot = first; slot < Math.min(first + 8, published.length); slot++) {
                if (published[slot] == id) {
                    published[slot] = 0;
                }
            }
        }
    }

    /** Stacks of the JDK's methods below which a program waits. */
    static final class Stack {
        private Stack() {}

        static StackTraceElement at(String type, String method) {
            return new StackTraceElement(type, method, null, 1);
        }

        static StackTraceElement[] take(String by) {
            return new StackTraceElement[] {
                at("jdk.internal.misc.Unsafe", "park"),
                at("java.util.concurrent.locks.LockSupport", "park"),
                at("java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject", "await"),
                at("java.util.concurrent.LinkedBlockingQueue", "take"),
                at(by, "run"),
                at("java.lang.Thread", "run")
            };
        }

        static StackTraceElement[] lock(String by, String park) {
            return new StackTraceElement[] {
                at("jdk.internal.misc.Unsafe", "park"),
                at("java.util.concurrent.locks.LockSupport", park),
                at("java.util.concurrent.locks.AbstractQueuedSynchronizer", "acquire"),
                at("java.util.concurrent.locks.ReentrantLock", "lock"),
                at(by, "run"),
                at("java.lang.Thread", "run")
            };
        }

        static StackTraceElement[] get(String by, String future) {
            return in(by, future, "get");
        }

        /** A wait in a method of {@code java.util.concurrent}. */
        static StackTraceElement[] in(String by, String type, String method) {
            return new StackTraceElement[] {
                at("jdk.internal.misc.Unsafe", "park"),
                at("java.util.concurrent.locks.LockSupport", "park"),
                at("java.util.concurrent." + type, method),
                at(by, "run"),
                at("java.lang.Thread", "run")
            };
        }

        static StackTraceElement[] enter(String by) {
            return new StackTraceElement[] {at(by, "run"), at("java.lang.Thread", "run")};
        }

        static StackTraceElement[] join(String by) {
            return new StackTraceElement[] {
                at("java.lang.Object", "wait0"),
                at("java.lang.Object", "wait"),
                at("java.lang.Thread", "join"),
                at(by, "main")
            };
        }

        static StackTraceElement[] accept() {
            return new StackTraceElement[] {
                at("sun.nio.ch.Net", "accept"),
                at("sun.nio.ch.NioSocketImpl", "accept"),
                at("java.net.ServerSocket", "accept"),
                at("com.acme.Server", "run"),
                at("java.lang.Thread", "run")
            };
        }
    }

    private FakeThread of(Thread thread) {
        for (List<FakeThread> some : List.of(platform, virtual, carriers)) {
            for (FakeThread one : some) {
                if (one.thread == thread) {
                    return one;
                }
            }
        }
        FakeThread ended = new FakeThread(-1, thread);
        ended.state = Thread.State.TERMINATED;
        return ended;
    }

    /** Returns the platform thread or carrier with this id; null if it has ended. */
    private @Nullable FakeThread byId(long id) {
        for (List<FakeThread> some : List.of(platform, carriers)) {
            for (FakeThread one : some) {
                if (one.id == id) {
                    return one;
                }
            }
        }
        return null;
    }

    private final class FakePlatform extends PlatformThreads {
        FakePlatform() throws ReflectiveOperationException {
            super(Runtime.version().feature());
        }

        @Override
        public Thread[] all() {
            return platform.stream().map(one -> one.thread).toArray(Thread[]::new);
        }

        @Override
        public @Nullable StackTraceElement[][] stacks(Thread[] threads) {
            whileStacksAreRead.run();
            StackTraceElement[][] stacks = new StackTraceElement[threads.length][];
            for (int i = 0; i < threads.length; i++) {
                stacks[i] = of(threads[i]).stack;
                cpu += stackCost;
                stacksRead++;
            }
            return stacks;
        }

        @Override
        public Thread.State state(Thread thread) {
            return of(thread).state;
        }

        @Override
        public long id(Thread thread) {
            return of(thread).id;
        }

        @Override
        public @Nullable Object blocker(Thread thread) {
            beforeABlockerIsRead.run();
            return of(thread).blocker;
        }
    }

    private final class FakeWaits extends PlatformWaits {
        @Override
        public @Nullable ThreadInfo[] read(long[] ids) {
            ThreadInfo[] infos = new ThreadInfo[ids.length];
            for (int i = 0; i < ids.length; i++) {
                FakeThread one = byId(ids[i]);
                infos[i] = one == null ? null : info(one);
            }
            return infos;
        }

        @Override
        public long cpu(long id) {
            FakeThread one = byId(id);
            return one == null ? -1 : one.cpuTime;
        }

        @Override
        public long getAsLong() {
            return cpu;
        }
    }

    /** Takes what this thread's own looks like, and changes it. */
    private static ThreadInfo info(FakeThread of) {
        try {
            CompositeData self = (CompositeData) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                            "getThreadInfo",
                            new Object[] {Thread.currentThread().getId()},
                            new String[] {"long"});
            Map<String, Object> values = new HashMap<>();
            for (String key : self.getCompositeType().keySet()) {
                values.put(key, self.get(key));
            }
            values.put("threadId", of.id);
            values.put("threadState", String.valueOf(of.counted == null ? of.state : of.counted));
            values.put("waitedCount", of.count);
            values.put("blockedCount", of.blockedCount);
            values.put("suspended", of.suspended);
            if (of.monitorOwner != null) {
                values.put("lockOwnerId", of.monitorOwner.id);
                values.put("lockInfo", monitor((CompositeType)
                        self.getCompositeType().getType("lockInfo")));
            }
            return ThreadInfo.from(new CompositeDataSupport(self.getCompositeType(), values));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompositeData monitor(CompositeType type) throws OpenDataException {
        return new CompositeDataSupport(type, Map.of("className", "java.lang.Object", "identityHashCode", 1));
    }

    private final class FakeVirtual extends VirtualThreads {
        private final FakeStates states = new FakeStates();

        FakeVirtual() throws ReflectiveOperationException {}

        @Override
        public void forEach(Thread[] platformThreads, Consumer<Thread> visitor) {
            virtual.forEach(one -> visitor.accept(one.thread));
        }

        @Override
        public boolean any(Thread[] platformThreads) {
            return !virtual.isEmpty();
        }

        @Override
        public int parallelism() {
            return 2;
        }

        @Override
        public VirtualStates states() {
            return states;
        }
    }

    private final class FakeStates extends VirtualStates {
        FakeStates() throws ReflectiveOperationException {
            super(Class.forName("java.lang.VirtualThread"), true);
        }

        @Override
        public boolean allTold() {
            return monitorsTold;
        }

        @Override
        public boolean isReady(Thread thread) {
            return of(thread).ready;
        }

        @Override
        public boolean isUnrun(Thread thread) {
            return of(thread).unrun;
        }

        @Override
        public boolean isPinned(Thread thread) {
            return of(thread).pinned;
        }

        @Override
        public @Nullable Wait wait(Thread thread) {
            FakeThread of = of(thread);
            return of.nextWaits.isEmpty() ? of.wait : of.nextWaits.pop();
        }

        @Override
        public boolean waitsEndlessly(Thread thread) {
            return of(thread).endless;
        }

        @Override
        public @Nullable Thread carrier(Thread thread) {
            FakeThread below = of(thread).carrier;
            return below == null ? null : below.thread;
        }

        @Override
        public @Nullable Thread mountedOn(Thread thread) {
            Thread below = carrier(thread);
            afterARiderIsRead.run();
            return below;
        }

        @Override
        public @Nullable WhyNot untriable(Thread thread) {
            return of(thread).untriable;
        }
    }
}
