// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Defines the hub in {@code java.base}, where every class can call it, and accesses its fields there. A class of the
 * boot loader cannot be unloaded, so a hub that an earlier agent left is used again if its version matches
 * (docs/decisions/0001).
 */
public final class HubHome implements Consumer<long[]> {
    static final String INTERNAL_NAME = "java/util/concurrent/locks/ParkwatchHub";

    /** {@code Hub.VERSION}. */
    private static final int VERSION = 6;

    private final VarHandle watched;
    private final Ear<Consumer<Object>> threads;
    private final Ear<Consumer<Object>> channels;
    private final Ear<Consumer<Object>> locks;
    private final Ear<Consumer<Object>> suspensions;
    private final Ear<Consumer<Object>> calls;
    private final Ear<BiConsumer<Object, Object>> coroutines;
    private final Ear<Consumer<Object>> resumptions;
    private final Ear<BiConsumer<Object, Object>> pipes;
    private final Ear<BiFunction<Object[], Object, Object>> classes;
    private final Ear<Runnable> virtual;

    /** Sets the listener of one kind of hook; null if there is none. Listeners must never throw. */
    private static final class Ear<T> implements Consumer<@Nullable T> {
        private final VarHandle field;

        Ear(VarHandle field) {
            this.field = field;
        }

        @Override
        public void accept(@Nullable T sink) {
            field.setVolatile(sink);
        }
    }

    private HubHome(Class<?> hub) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(hub, MethodHandles.lookup());
        int version =
                (int) lookup.findStaticVarHandle(hub, "VERSION", int.class).get();
        if (version != VERSION) {
            throw new IllegalStateException("an agent of another version was in this JVM (its hub is version " + version
                    + ", this agent's " + VERSION + "): restart the JVM to use this one");
        }
        watched = lookup.findStaticVarHandle(hub, "watched", long[].class);
        threads = new Ear<>(lookup.findStaticVarHandle(hub, "threads", Consumer.class));
        channels = new Ear<>(lookup.findStaticVarHandle(hub, "channels", Consumer.class));
        locks = new Ear<>(lookup.findStaticVarHandle(hub, "locks", Consumer.class));
        suspensions = new Ear<>(lookup.findStaticVarHandle(hub, "suspensions", Consumer.class));
        resumptions = new Ear<>(lookup.findStaticVarHandle(hub, "resumptions", Consumer.class));
        calls = new Ear<>(lookup.findStaticVarHandle(hub, "calls", Consumer.class));
        coroutines = new Ear<>(lookup.findStaticVarHandle(hub, "coroutines", BiConsumer.class));
        pipes = new Ear<>(lookup.findStaticVarHandle(hub, "pipes", BiConsumer.class));
        classes = new Ear<>(lookup.findStaticVarHandle(hub, "classes", BiFunction.class));
        virtual = new Ear<>(lookup.findStaticVarHandle(hub, "virtual", Runnable.class));
    }

    /**
     * Defines the hub from {@code bytes}, the class file of {@code hook.Hub}, or finds the one that is there. Needs
     * {@code java.util.concurrent.locks} open to the agent.
     */
    public static HubHome define(byte[] bytes) throws ReflectiveOperationException {
        String name = INTERNAL_NAME.replace('/', '.');
        try {
            return new HubHome(Class.forName(name, true, null));
        } catch (ClassNotFoundException notYetThere) {
            MethodHandles.privateLookupIn(LockSupport.class, MethodHandles.lookup())
                    .defineClass(renamed(bytes));
            return new HubHome(Class.forName(name, true, null));
        }
    }

    /**
     * Replaces the names of the class and of an annotation. A class file has each name once, as a constant: a tag byte,
     * two bytes for the length, and the name.
     */
    private static byte[] renamed(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(constant("io/parkwatch/hook/Hub"), constant(INTERNAL_NAME))
                .replace(
                        constant("Lio/parkwatch/hook/NotInlined;"), constant("Ljdk/internal/vm/annotation/DontInline;"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String constant(String name) {
        return "\u0001\u0000" + (char) name.length() + name;
    }

    /** Reports whether another agent listens already. */
    public boolean isInUse() {
        return channels.field.getVolatile() != null;
    }

    public long[] watched() {
        return (long[]) watched.getVolatile();
    }

    /** Calls {@link #watched(long[])}. */
    @Override
    public void accept(long[] table) {
        watched(table);
    }

    /** Hands a table to the hook. */
    public void watched(long[] table) {
        watched.setVolatile(table);
    }

    /** Removes all listeners and gives the hooks an empty table. */
    public void off() {
        threads.accept(null);
        channels.accept(null);
        locks.accept(null);
        suspensions.accept(null);
        resumptions.accept(null);
        calls.accept(null);
        coroutines.accept(null);
        pipes.accept(null);
        classes.accept(null);
        virtual.accept(null);
        watched(new long[64]);
    }

    /**
     * Returns a setter for the listener that receives each started thread; null removes it. A listener must never
     * throw.
     */
    public Consumer<@Nullable Consumer<Object>> threads() {
        return threads;
    }

    /**
     * Returns a setter for the listener that receives each new channel; null removes it. A listener must never throw.
     */
    public Consumer<@Nullable Consumer<Object>> channels() {
        return channels;
    }

    /** Returns a setter for the listener that receives each new lock; null removes it. A listener must never throw. */
    public Consumer<@Nullable Consumer<Object>> locks() {
        return locks;
    }

    /**
     * Returns a setter for the listener that receives each channel on which a waiter suspends; null removes it. A
     * listener must never throw.
     */
    public Consumer<@Nullable Consumer<Object>> suspensions() {
        return suspensions;
    }

    /**
     * Returns a setter for the listener that receives what goes on after a wait without a thread; null removes it. A
     * listener must never throw.
     */
    public Consumer<@Nullable Consumer<Object>> resumptions() {
        return resumptions;
    }

    /**
     * Returns a setter for the listener that receives each thread that enters a named method of the program; null
     * removes it. A listener must never throw.
     */
    public Consumer<@Nullable Consumer<Object>> calls() {
        return calls;
    }

    /**
     * Returns a setter for the listener that receives the slices of waits in pipes; null removes it. A listener must
     * never throw.
     */
    public Consumer<@Nullable BiConsumer<Object, Object>> pipes() {
        return pipes;
    }

    /**
     * Returns a setter for the function that receives each class before a loader defines it and returns the file to
     * define; null removes it. The function must never throw.
     */
    public Consumer<@Nullable BiFunction<Object[], Object, Object>> classes() {
        return classes;
    }

    /**
     * Returns a setter for the action that runs before the program creates its first virtual thread; null removes it.
     * The action must never throw.
     */
    public Consumer<@Nullable Runnable> virtual() {
        return virtual;
    }

    /**
     * Returns a setter for the listener that receives each coroutine and its block; null removes it. A listener must
     * never throw.
     */
    public Consumer<@Nullable BiConsumer<Object, Object>> coroutines() {
        return coroutines;
    }
}
