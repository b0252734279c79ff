// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.points.Hook;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Defines the hub in {@code java.base}, where every class can call it, and sets the listeners there. It cannot be
 * unloaded, so one that an earlier agent left is used again if its version matches (docs/decisions/0001).
 */
public final class HubHome implements Consumer<long[]> {
    /** {@code Hub.VERSION}. */
    private static final int VERSION = 7;

    private final Class<?> hub = Class.forName(Hook.HUB.replace('/', '.'), true, null);
    private final Lookup lookup = lookup(hub);
    private final VarHandle watched = lookup.findStaticVarHandle(hub, "watched", long[].class);
    private final List<Ear<?>> all = new ArrayList<>();

    // The hub's fields say what each listener receives. The door is the first that is emptied.
    public final Ear<Function<Object[], @Nullable Object>> door = ear("door", Function.class);
    public final Ear<Consumer<Object>> threads = ear("threads", Consumer.class);
    public final Ear<Consumer<Object>> channels = ear("channels", Consumer.class);
    public final Ear<Consumer<Object>> locks = ear("locks", Consumer.class);
    public final Ear<Consumer<Object>> suspensions = ear("suspensions", Consumer.class);
    public final Ear<Consumer<Object>> resumptions = ear("resumptions", Consumer.class);
    public final Ear<Consumer<Object>> calls = ear("calls", Consumer.class);
    public final Ear<BiConsumer<Object, Object>> coroutines = ear("coroutines", BiConsumer.class);
    public final Ear<BiConsumer<Object, Object>> pipes = ear("pipes", BiConsumer.class);
    final Ear<BiFunction<Object[], Object, Object>> classes = ear("classes", BiFunction.class);
    final Ear<Runnable> virtual = ear("virtual", Runnable.class);

    /** Sets the listener of one kind of hook; null stands for none. A listener must never throw. */
    public static final class Ear<T> implements Consumer<@Nullable T> {
        private final VarHandle field;

        private Ear(VarHandle field) {
            this.field = field;
        }

        @Override
        public void accept(@Nullable T sink) {
            field.setVolatile(sink);
        }
    }

    private HubHome() throws ReflectiveOperationException {}

    private static Lookup lookup(Class<?> hub) throws ReflectiveOperationException {
        Lookup lookup = MethodHandles.privateLookupIn(hub, MethodHandles.lookup());
        int version =
                (int) lookup.findStaticVarHandle(hub, "VERSION", int.class).get();
        if (version != VERSION) {
            throw new IllegalStateException("an agent of another version was in this JVM (its hub is version " + version
                    + ", this agent's " + VERSION + "): restart the JVM to use this one");
        }
        return lookup;
    }

    private <T> Ear<T> ear(String field, Class<?> type) throws ReflectiveOperationException {
        Ear<T> ear = new Ear<>(lookup.findStaticVarHandle(hub, field, type));
        all.add(ear);
        return ear;
    }

    /** Defines the hub, unless it is there. Needs {@code java.util.concurrent.locks} open to the agent. */
    public static HubHome define(byte[] bytes) throws ReflectiveOperationException {
        try {
            return new HubHome();
        } catch (ClassNotFoundException notYetThere) {
            MethodHandles.privateLookupIn(LockSupport.class, MethodHandles.lookup())
                    .defineClass(renamed(bytes));
            return new HubHome();
        }
    }

    /** Renames two constants of the class file: each is a tag byte, two bytes for the length, and the name. */
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

    long[] watched() {
        return (long[]) watched.getVolatile();
    }

    @Override
    public void accept(long[] table) {
        watched.setVolatile(table);
    }

    /** Removes all listeners and gives the hooks an empty table. */
    public void off() {
        for (Ear<?> ear : all) {
            ear.accept(null);
        }
        accept(new long[64]);
    }
}
