// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import io.parkwatch.finding.WhyNot;
import io.parkwatch.proof.Tracking;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The virtual threads of a JVM from 21 on: where the JDK keeps them, and what a state of theirs means to a look. */
public final class VirtualThreads implements Tracking {
    private final MethodHandle threads;
    private final MethodHandle previous;
    private final VarHandle head;
    private final Class<?> container;
    private final Class<?> type;
    private final Set<WeakReference<?>> registry;
    private final @Nullable Set<Thread> direct;
    private @Nullable Consumer<Consumer<Thread>> started;
    private @Nullable VirtualStates states;

    @SuppressWarnings("unchecked")
    public VirtualThreads() throws ReflectiveOperationException {
        // Not initialized here: that would start the scheduler of virtual threads in programs that never use it.
        type = Class.forName("java.lang.VirtualThread", false, null);
        Class<?> scope = Class.forName("jdk.internal.vm.StackableScope");
        head = Packages.lookup(Thread.class).findVarHandle(Thread.class, "headStackableScopes", scope);
        previous = Packages.lookup(scope).findVirtual(scope, "previous", MethodType.methodType(scope));
        container = Class.forName("jdk.internal.vm.ThreadContainer");
        Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers");
        threads = Packages.lookup(container).findVirtual(container, "threads", MethodType.methodType(Stream.class));
        registry = (Set<WeakReference<?>>) Packages.lookup(containers)
                .findStaticVarHandle(containers, "CONTAINER_REGISTRY", Set.class)
                .get();
        direct = direct();
    }

    /**
     * The set of threads that were started outside of any executor; null: the JVM keeps none
     * (jdk.trackAllThreads=false).
     */
    @SuppressWarnings("unchecked")
    private static @Nullable Set<Thread> direct() {
        try {
            Class<?> root = Class.forName("jdk.internal.vm.ThreadContainers$RootContainer$TrackingRootContainer");
            if (!Boolean.parseBoolean(System.getProperty("jdk.trackAllThreads", "true"))) {
                return null;
            }
            return (Set<Thread>) Packages.lookup(root)
                    .findStaticVarHandle(root, "VTHREADS", Set.class)
                    .get();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Override
    public boolean seesDirect() {
        return direct != null;
    }

    /** The JDK's class of them. */
    Class<?> type() {
        return type;
    }

    /** Who knows some of the threads that were started outside of an executor, where the JVM lists none of them. */
    public void alsoThose(Consumer<Consumer<Thread>> others) {
        started = others;
    }

    /**
     * Visits every virtual thread; one that moves meanwhile perhaps twice. The registry is read linearly: the
     * containers' own {@code children()} costs 600 ms for 5,000 executors, this 4.5 ms.
     */
    public void forEach(Thread[] platform, Consumer<Thread> visitor) {
        boolean unused = visit(platform, visitor);
    }

    /** Whether there is one. */
    public boolean any(Thread[] platform) {
        return visit(platform, null);
    }

    private boolean visit(Thread[] platform, @Nullable Consumer<Thread> visitor) {
        Visit visit = new Visit(visitor);
        if (direct != null) {
            direct.forEach(visit);
        }
        if (started != null) {
            started.accept(visit);
        }
        for (WeakReference<?> reference : registry) {
            Object of = reference.get();
            if (of != null) {
                members(of).forEach(visit);
            }
        }
        for (Thread thread : platform) {
            ownedScopes(thread, visit.scopes);
        }
        for (Object scope = visit.scopes.poll(); scope != null; scope = visit.scopes.poll()) {
            members(scope).forEach(visit);
        }
        return visit.met;
    }

    /** Passes virtual threads on, and remembers the scopes that they own. */
    private final class Visit implements Consumer<Thread> {
        private final @Nullable Consumer<Thread> visitor;
        private final Deque<Object> scopes = new ArrayDeque<>();
        private boolean met;

        Visit(@Nullable Consumer<Thread> visitor) {
            this.visitor = visitor;
        }

        @Override
        public void accept(Thread thread) {
            if (type.isInstance(thread)) {
                met = true;
                if (visitor != null) {
                    visitor.accept(thread);
                }
                ownedScopes(thread, scopes);
            }
        }
    }

    private void ownedScopes(Thread owner, Deque<Object> into) {
        for (Object scope = head.getVolatile(owner); scope != null; scope = previous(scope)) {
            if (container.isInstance(scope)) {
                into.add(scope);
            }
        }
    }

    private @Nullable Object previous(Object scope) {
        try {
            return (Object) previous.invoke(scope);
        } catch (Error e) {
            throw e; // out of memory or of stack: the next look tries again
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    @SuppressWarnings("unchecked")
    private Stream<Thread> members(Object of) {
        try {
            return (Stream<Thread>) threads.invoke(of);
        } catch (Error e) {
            throw e; // out of memory or of stack: the next look tries again
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    @Override
    public boolean takeOut(Thread thread) {
        return direct != null && direct.remove(thread);
    }

    /** If the thread ends between the two, its own removal may have come too early. */
    @Override
    public void putBack(Thread thread) {
        if (direct != null) {
            direct.add(thread);
            if (thread.getState() == Thread.State.TERMINATED) {
                direct.remove(thread);
            }
        }
    }

    /** Why the collector can't be asked about this wait; null: it can. */
    @Nullable
    public WhyNot untriable(Thread thread) {
        return states == null ? WhyNot.PINNED : states.untriable(thread);
    }

    /**
     * Must be called before the first {@link #wait}. {@code monitorsTold}: whether a hook tells each wait on a monitor.
     */
    public void readStates(boolean monitorsTold) throws ReflectiveOperationException {
        states = new VirtualStates(type, monitorsTold);
    }

    /** The carrier that a thread keeps while it waits on a monitor; null: none. */
    @Nullable
    public Thread carrier(Thread thread) {
        return states == null ? null : states.carrier(thread);
    }

    /** Whether it could run, and has no carrier. */
    public boolean isReady(Thread thread) {
        return states != null && states.isReady(thread);
    }

    /** Whether it has never run. */
    public boolean isUnrun(Thread thread) {
        return states != null && states.isUnrun(thread);
    }

    /** Whether it is parked and keeps its carrier. */
    public boolean isPinned(Thread thread) {
        return states != null && states.isPinned(thread);
    }

    /** Whether a hook tells each time that a thread leaves its carrier. */
    public boolean allTold() {
        return states != null && states.allTold;
    }

    /** How many virtual threads can run at once; 0: not known. */
    public int parallelism() {
        try {
            ForkJoinPool scheduler = (ForkJoinPool) Packages.lookup(type)
                    .findStaticVarHandle(type, "DEFAULT_SCHEDULER", ForkJoinPool.class)
                    .get();
            return scheduler.getParallelism();
        } catch (ReflectiveOperationException | RuntimeException anotherScheduler) {
            return 0;
        }
    }

    /** How the thread waits now; null: it doesn't. Takes no lock. */
    @Nullable
    public Wait wait(Thread thread) {
        return states == null ? null : states.wait(thread);
    }

    /** Whether it is in an {@code Object.wait} without a time-out that has left its carrier. */
    public boolean waitsEndlessly(Thread thread) {
        return states != null && states.waitsEndlessly(thread);
    }
}
