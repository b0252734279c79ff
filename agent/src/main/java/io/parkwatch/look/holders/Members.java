// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.finding.Holder;
import io.parkwatch.look.executors.ForkWorkers;
import io.parkwatch.look.executors.PoolWorkers;
import io.parkwatch.look.holders.Waiter.Hold;
import io.parkwatch.look.jvm.Packages;
import io.parkwatch.look.jvm.PlatformThreads;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the threads whose ends an executor or a scope waits for. Each such thread refers to its pool or scope, which
 * refers to what the waiting thread is parked with.
 */
final class Members {
    /** The most threads that are named for one wait. */
    static final int MOST = 100;

    private final @Nullable PoolWorkers pools = PoolWorkers.find();
    private final @Nullable ForkWorkers forks;
    private final @Nullable Containers containers = Containers.find();

    Members(PlatformThreads platform) {
        forks = ForkWorkers.find(platform);
    }

    /**
     * Executors with a thread per task, and scopes.
     *
     * @param container the executor or scope of a thread
     * @param state 0 until such an executor is shut down
     * @param latch the latch that signals the end of such an executor
     * @param sync what those are parked with who wait for a latch
     * @param owner the thread that a scope belongs to
     */
    private record Containers(
            VarHandle container,
            Class<?> executor,
            VarHandle state,
            VarHandle latch,
            VarHandle sync,
            Class<?> scope,
            VarHandle owner) {
        /** Returns null before 21, and in a release that keeps them elsewhere. */
        static @Nullable Containers find() {
            try {
                Class<?> executor = Class.forName("java.util.concurrent.ThreadPerTaskExecutor", false, null);
                Class<?> scope = Class.forName("jdk.internal.vm.StackableScope", false, null);
                return new Containers(
                        Packages.field(
                                Thread.class,
                                "container",
                                Class.forName("jdk.internal.vm.ThreadContainer", false, null)),
                        executor,
                        Packages.field(executor, "state", int.class),
                        Packages.field(executor, "terminationSignal", CountDownLatch.class),
                        Packages.latchSync(),
                        scope,
                        Packages.field(scope, "owner", Thread.class));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }
    }

    /** Reports whether the wait is for the end of an executor or of a scope's tasks. */
    static boolean isFor(Waiter waiter) {
        return waiter.isIn(frame -> frame.method().equals("awaitTermination")
                || (frame.method().equals("close") && frame.className().equals(ForkJoinPool.class.getName()))
                || isScope(frame.className()));
    }

    private static boolean isScope(String className) {
        return className.equals("jdk.internal.misc.ThreadFlock");
    }

    Search search() {
        return new Search(pools == null ? null : pools.visit(), forks, containers);
    }

    /** Visits each thread once. */
    static final class Search implements Consumer<Thread> {
        private final PoolWorkers.@Nullable Visit pools;
        private final @Nullable ForkWorkers forks;
        private final @Nullable Containers containers;

        /** The waits, by what their threads are parked with. */
        private final IdentityHashMap<Object, List<Waiter>> bySignal = new IdentityHashMap<>();

        /** The waits for a scope's tasks, by the scope's owner. */
        private final IdentityHashMap<Thread, Waiter> byOwner = new IdentityHashMap<>();

        private Search(
                PoolWorkers.@Nullable Visit pools, @Nullable ForkWorkers forks, @Nullable Containers containers) {
            this.pools = pools;
            this.forks = forks;
            this.containers = containers;
        }

        void add(@Nullable Object blocker, Waiter waiter) {
            if (waiter.isIn(frame -> isScope(frame.className()))) {
                byOwner.put(waiter.thread, waiter);
            } else if (blocker != null) {
                bySignal.computeIfAbsent(blocker, b -> new ArrayList<>()).add(waiter);
            }
        }

        @Override
        public void accept(Thread thread) {
            Object signal = forks == null ? null : forks.signal(thread);
            signal = signal == null && pools != null ? pools.signal(thread) : signal;
            Object container = containers == null ? null : containers.container.getVolatile(thread);
            if (containers != null && containers.executor.isInstance(container)) {
                boolean isShut = (int) containers.state.getVolatile(container) > 0;
                Object latch = isShut ? containers.latch.getVolatile(container) : null;
                signal = latch == null ? null : containers.sync.getVolatile(latch);
            } else if (containers != null && containers.scope.isInstance(container)) {
                Thread owner = (Thread) containers.owner.getVolatile(container);
                hold(thread, owner == null ? null : byOwner.get(owner), Holder.FORKED);
            }
            for (Waiter waiter : signal == null ? List.<Waiter>of() : bySignal.getOrDefault(signal, List.of())) {
                hold(thread, waiter, Holder.WORKS);
            }
        }

        private static void hold(Thread thread, @Nullable Waiter waiter, String how) {
            if (waiter == null || waiter.isHeldByItself()) {
                return;
            }
            if (waiter.thread == thread) {
                waiter.holds.clear(); // whatever the others do, it waits for its own end
            }
            if (waiter.holds.size() < MOST) {
                waiter.holds.add(new Hold(thread, how, false));
            }
        }
    }
}
