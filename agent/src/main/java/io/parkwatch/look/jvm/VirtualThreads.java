// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

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

/** The virtual threads of a JVM from 21 on. Knows where the JDK keeps them, and what their states mean to a look. */
public class VirtualThreads implements Tracking {
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
        head = Packages.field(Thread.class, "headStackableScopes", scope);
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
     * Returns the set of threads that were started outside of any executor; null if the JVM keeps none
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

    /** Returns the JDK's class of virtual threads. */
    Class<?> type() {
        return type;
    }

    public boolean isVirtual(Thread thread) {
        return type.isInstance(thread);
    }

    /** Adds a source of threads that were started outside of an executor, for a JVM that lists none of them. */
    public void alsoThose(Consumer<Consumer<Thread>> others) {
        started = others;
    }

    /**
     * Visits every virtual thread; a thread that moves meanwhile is possibly visited twice. Reads the registry
     * linearly: the containers' own {@code children()} costs 600 ms for 5,000 executors, this 4.5 ms.
     */
    public void forEach(Thread[] platform, Consumer<Thread> visitor) {
        boolean unused = visit(platform, visitor);
    }

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

    /** Passes virtual threads on, and collects the scopes that they own. */
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
        } catch (Throwable t) {
            throw Packages.failure("the JVM does not list its threads", t);
        }
    }

    @SuppressWarnings("unchecked")
    private Stream<Thread> members(Object of) {
        try {
            return (Stream<Thread>) threads.invoke(of);
        } catch (Throwable t) {
            throw Packages.failure("the JVM does not list its threads", t);
        }
    }

    @Override
    public boolean takeOut(Thread thread) {
        return direct != null && direct.remove(thread);
    }

    /** Puts the thread back. If it ends in between, its own removal may have come too early. */
    @Override
    public void putBack(Thread thread) {
        if (direct != null) {
            direct.add(thread);
            if (thread.getState() == Thread.State.TERMINATED) {
                direct.remove(thread);
            }
        }
    }

    /** Makes the states readable. {@code monitorsTold} is whether a hook reports each wait on a monitor. */
    public void readStates(boolean monitorsTold) throws ReflectiveOperationException {
        states = new VirtualStates(type, monitorsTold);
    }

    /** Returns the states of the threads; null until they are made readable. */
    public @Nullable VirtualStates states() {
        return states;
    }

    /** Returns how many virtual threads can run at once; 0 if not known. */
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
}
