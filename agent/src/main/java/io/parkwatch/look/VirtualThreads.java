// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The virtual threads of a JVM from 21 on: where the JDK keeps them, and what a state of theirs means to a look. */
final class VirtualThreads {
    /** By the JDK's own constants, whose numbers differ by release. */
    private final Map<Integer, Wait> waits = new HashMap<>();

    private final int running;
    private final int suspended;
    private final VarHandle state;
    private final VarHandle carrier;
    private final MethodHandle platformState;
    private final MethodHandle threads;
    private final MethodHandle previous;
    private final VarHandle head;
    private final Class<?> container;
    private final Class<?> type;
    private final Set<WeakReference<?>> registry;
    private final @Nullable Set<Thread> direct;

    @SuppressWarnings("unchecked")
    VirtualThreads() throws ReflectiveOperationException {
        type = Class.forName("java.lang.VirtualThread");
        Lookup virtual = lookup(type);
        state = virtual.findVarHandle(type, "state", int.class);
        carrier = virtual.findVarHandle(type, "carrierThread", Thread.class);
        running = constant(virtual, "RUNNING");
        suspended = constant(virtual, "SUSPENDED");
        name(virtual, "PARKED", Wait.WAITING);
        name(virtual, "PINNED", Wait.WAITING);
        name(virtual, "TIMED_PARKED", Wait.TIMED);
        name(virtual, "TIMED_PINNED", Wait.TIMED);
        name(virtual, "WAIT", Wait.WAITING);
        name(virtual, "TIMED_WAIT", Wait.TIMED);
        name(virtual, "BLOCKED", Wait.BLOCKED);

        Lookup thread = lookup(Thread.class);
        platformState = thread.findVirtual(Thread.class, "threadState", MethodType.methodType(Thread.State.class));
        Class<?> scope = Class.forName("jdk.internal.vm.StackableScope");
        head = thread.findVarHandle(Thread.class, "headStackableScopes", scope);
        previous = lookup(scope)
                .findVirtual(scope, "previous", MethodType.methodType(scope))
                .asType(MethodType.methodType(Object.class, Object.class));
        container = Class.forName("jdk.internal.vm.ThreadContainer");
        Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers");
        threads = lookup(container)
                .findVirtual(container, "threads", MethodType.methodType(Stream.class))
                .asType(MethodType.methodType(Stream.class, Object.class));
        registry = (Set<WeakReference<?>>) lookup(containers)
                .findStaticVarHandle(containers, "CONTAINER_REGISTRY", Set.class)
                .get();
        direct = direct();
    }

    private static Lookup lookup(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    private int constant(Lookup lookup, String name) throws ReflectiveOperationException {
        return (int) lookup.findStaticVarHandle(type, name, int.class).get();
    }

    private void name(Lookup lookup, String constant, Wait wait) {
        try {
            waits.put(constant(lookup, constant), wait);
        } catch (ReflectiveOperationException notInThisRelease) {
            // 21 has no WAIT, TIMED_WAIT and BLOCKED: there such a thread is pinned, and its carrier tells.
        }
    }

    /** The set of threads that were started outside of any executor; null: the JVM keeps none (jdk.trackAllThreads=false). */
    @SuppressWarnings("unchecked")
    private static @Nullable Set<Thread> direct() {
        try {
            Class<?> root = Class.forName("jdk.internal.vm.ThreadContainers$RootContainer$TrackingRootContainer");
            if (!Boolean.parseBoolean(System.getProperty("jdk.trackAllThreads", "true"))) {
                return null;
            }
            return (Set<Thread>) lookup(root)
                    .findStaticVarHandle(root, "VTHREADS", Set.class)
                    .get();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Whether threads that were started outside of any executor can be seen. */
    boolean seesDirect() {
        return direct != null;
    }

    /**
     * Visits every virtual thread; one that moves meanwhile perhaps twice. The registry is read linearly: the containers' own
     * {@code children()} costs 600 ms for 5,000 executors, this 4.5 ms.
     */
    void forEach(Thread[] platform, Consumer<Thread> visitor) {
        Deque<Object> scopes = new ArrayDeque<>();
        Consumer<Thread> visit = thread -> {
            visitor.accept(thread);
            ownedScopes(thread, scopes);
        };
        if (direct != null) {
            direct.forEach(visit);
        }
        for (WeakReference<?> reference : registry) {
            Object of = reference.get();
            if (of != null) {
                members(of).filter(type::isInstance).forEach(visit);
            }
        }
        for (Thread thread : platform) {
            ownedScopes(thread, scopes);
        }
        for (Object scope = scopes.poll(); scope != null; scope = scopes.poll()) {
            members(scope).filter(type::isInstance).forEach(visit);
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
            return (Object) previous.invokeExact(scope);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    @SuppressWarnings("unchecked")
    private Stream<Thread> members(Object of) {
        try {
            return (Stream<Thread>) (Stream<?>) threads.invokeExact(of);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /** How the thread waits now; null: it doesn't. Takes no lock. */
    @Nullable
    Wait wait(Thread thread) {
        int now = (int) state.getVolatile(thread) & ~suspended;
        return now == running ? pinned(thread) : waits.get(now);
    }

    /** A thread that waits on a monitor while it holds one stays on its carrier (21: always), whose state is then the only sign. */
    private @Nullable Wait pinned(Thread thread) {
        Thread below = (Thread) carrier.getVolatile(thread);
        if (below == null) {
            return null;
        }
        Thread.State seen;
        try {
            seen = (Thread.State) platformState.invokeExact(below);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
        boolean same =
                carrier.getVolatile(thread) == below && ((int) state.getVolatile(thread) & ~suspended) == running;
        return same ? of(seen) : null;
    }

    static @Nullable Wait of(Thread.State state) {
        return switch (state) {
            case WAITING -> Wait.WAITING;
            case TIMED_WAITING -> Wait.TIMED;
            case BLOCKED -> Wait.BLOCKED;
            default -> null;
        };
    }
}
