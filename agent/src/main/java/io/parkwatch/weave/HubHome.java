// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.points.Hook;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Defines the hub in {@code java.base}, where every class can call it, and sets the listeners there; null stands for
 * none, and a listener must never throw. A class of the boot loader cannot be unloaded, so a hub that an earlier agent
 * left is used again if its version matches (docs/decisions/0001).
 */
public final class HubHome implements Consumer<long[]> {
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

    /** Sets the listener of one kind of hook. */
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
     * Defines the hub from its class file, unless it is there. Needs {@code java.util.concurrent.locks} open to the
     * agent.
     */
    public static HubHome define(byte[] bytes) throws ReflectiveOperationException {
        String name = Hook.HUB.replace('/', '.');
        try {
            return new HubHome(Class.forName(name, true, null));
        } catch (ClassNotFoundException notYetThere) {
            MethodHandles.privateLookupIn(LockSupport.class, MethodHandles.lookup())
                    .defineClass(renamed(bytes));
            return new HubHome(Class.forName(name, true, null));
        }
    }

    /**
     * Renames the class and an annotation. A class file has each name once, as a constant: a tag byte, two bytes for
     * the length, and the name.
     */
    private static byte[] renamed(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(constant("io/parkwatch/hook/Hub"), constant(Hook.HUB))
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

    /** Returns the setter of the listener for started threads. */
    public Consumer<@Nullable Consumer<Object>> threads() {
        return threads;
    }

    /** Returns the setter of the listener for new channels. */
    public Consumer<@Nullable Consumer<Object>> channels() {
        return channels;
    }

    /** Returns the setter of the listener for new locks. */
    public Consumer<@Nullable Consumer<Object>> locks() {
        return locks;
    }

    /** Returns the setter of the listener for channels on which a waiter suspends. */
    public Consumer<@Nullable Consumer<Object>> suspensions() {
        return suspensions;
    }

    /** Returns the setter of the listener for what goes on after a wait without a thread. */
    public Consumer<@Nullable Consumer<Object>> resumptions() {
        return resumptions;
    }

    /** Returns the setter of the listener for threads that enter a named method of the program. */
    public Consumer<@Nullable Consumer<Object>> calls() {
        return calls;
    }

    /** Returns the setter of the listener for the slices of waits in pipes. */
    public Consumer<@Nullable BiConsumer<Object, Object>> pipes() {
        return pipes;
    }

    /**
     * Returns the setter of the function that receives a class before a loader defines it and returns the file to
     * define.
     */
    public Consumer<@Nullable BiFunction<Object[], Object, Object>> classes() {
        return classes;
    }

    /** Returns the setter of the action that runs before the program's first virtual thread is created. */
    public Consumer<@Nullable Runnable> virtual() {
        return virtual;
    }

    /** Returns the setter of the listener for coroutines and their blocks. */
    public Consumer<@Nullable BiConsumer<Object, Object>> coroutines() {
        return coroutines;
    }
}
