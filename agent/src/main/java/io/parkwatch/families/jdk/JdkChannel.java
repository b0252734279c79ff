// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jdk;

import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Stack;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * One of the JDK's channel classes: the fields that a thread can be parked by, and the capacity. Only reads fields, and
 * calls nothing that may lock or be overridden: a method of a subclass is the program's.
 */
final class JdkChannel {
    /** The maximum number of subscriptions read per publisher. */
    private static final int MOST = 10_000;

    final Class<?> type;

    /** Fields that this release lacks. Each costs only the information that it holds. */
    private final List<String> missing;

    private final Kind kind;
    private final List<VarHandle> keys = new ArrayList<>();
    private @Nullable Integer fixed;
    private @Nullable VarHandle size;
    private @Nullable VarHandle inner;
    private @Nullable VarHandle out;
    private @Nullable MethodHandle walk;
    private @Nullable VarHandle capacity;
    private @Nullable VarHandle first;
    private @Nullable VarHandle next;
    private @Nullable VarHandle parties;
    private @Nullable VarHandle awaited;

    /**
     * Returns the rows of all classes except those of {@link #met}. A subclass is read as the nearest of these classes.
     * {@code missing} receives the fields that this release lacks.
     */
    static List<JdkChannel> all(List<String> missing) {
        return List.of(
                new JdkChannel(missing, SynchronousQueue.class, Kind.RENDEZVOUS, "transferer").size(0, 0),
                new JdkChannel(missing, ArrayBlockingQueue.class, Kind.BOUNDED, "notEmpty", "notFull")
                        .size("count", "items"),
                new JdkChannel(missing, LinkedBlockingQueue.class, Kind.BOUNDED, "notEmpty", "notFull")
                        .size("count", "capacity"),
                new JdkChannel(missing, LinkedBlockingDeque.class, Kind.BOUNDED, "notEmpty", "notFull")
                        .size("count", "capacity"),
                new JdkChannel(missing, PriorityBlockingQueue.class, Kind.UNBOUNDED, "notEmpty").size("size", null),
                new JdkChannel(missing, DelayQueue.class, Kind.UNBOUNDED, "available").size("q", null),
                new JdkChannel(missing, LinkedTransferQueue.class, Kind.UNBOUNDED).counted(),
                new JdkChannel(missing, Exchanger.class, Kind.RENDEZVOUS),
                new JdkChannel(missing, ReentrantLock.class, Kind.NONE, "sync"),
                new JdkChannel(missing, ReentrantReadWriteLock.class, Kind.NONE, "sync"),
                new JdkChannel(missing, StampedLock.class, Kind.NONE),
                new JdkChannel(missing, Semaphore.class, Kind.NONE, "sync"),
                new JdkChannel(missing, CountDownLatch.class, Kind.NONE, "sync"),
                new JdkChannel(missing, CyclicBarrier.class, Kind.NONE, "trip").parties(),
                new JdkChannel(missing, Phaser.class, Kind.NONE));
    }

    private JdkChannel(List<String> missing, Class<?> type, Kind kind, String... keys) {
        this.missing = missing;
        this.type = type;
        this.kind = kind;
        for (String key : keys) {
            VarHandle field = field(type, key);
            if (field != null) {
                this.keys.add(field);
            }
        }
    }

    /** Returns the row of a class that is not loaded before the program does so; null if it has none. */
    static @Nullable JdkChannel met(Class<?> type, List<String> missing) {
        return switch (type.getName()) {
            case "java.io.PipedInputStream", "java.io.PipedReader" ->
                new JdkChannel(missing, type, Kind.BOUNDED).pipe();
            case "java.util.concurrent.SubmissionPublisher" -> new JdkChannel(missing, type, Kind.BOUNDED).subscribed();
            default -> null;
        };
    }

    private JdkChannel size(int size, int capacity) {
        fixed = size + capacity;
        return this;
    }

    private JdkChannel size(String sizeField, @Nullable String capacityField) {
        size = field(type, sizeField);
        if (sizeField.equals("q")) {
            inner = field(java.util.PriorityQueue.class, "size");
        }
        capacity = capacityField == null ? null : field(type, capacityField);
        return this;
    }

    /**
     * Configures a ring between {@code in}, where the next item is put, and {@code out}, where it is taken. It is empty
     * if in is -1.
     */
    private JdkChannel pipe() {
        size = field(type, "in");
        out = field(type, "out");
        capacity = field(type, "buffer");
        return this;
    }

    /** For a publisher: a submitting thread is parked by the subscription without room, one of a list. */
    private JdkChannel subscribed() {
        first = field(type, "clients");
        next = first == null ? null : field(first.varType(), "next");
        capacity = field(type, "maxBufferCapacity");
        return this;
    }

    /** Configures a barrier: the number of parties that it waits for, and how many of them have not arrived. */
    private JdkChannel parties() {
        parties = field(type, "parties");
        awaited = field(type, "count");
        return this;
    }

    /**
     * Configures a queue whose items must be counted. Calls the class's own {@code size}, which takes no lock, even if
     * a subclass overrides it.
     */
    private JdkChannel counted() {
        try {
            walk = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findSpecial(type, "size", MethodType.methodType(int.class), type)
                    .asType(MethodType.methodType(int.class, Object.class));
        } catch (ReflectiveOperationException | RuntimeException e) {
            missing.add(type.getSimpleName() + ".size");
        }
        return this;
    }

    private @Nullable VarHandle field(Class<?> of, String name) {
        return field(of, name, missing);
    }

    static @Nullable VarHandle field(Class<?> type, String name, List<String> missing) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .unreflectVarHandle(type.getDeclaredField(name));
        } catch (ReflectiveOperationException | RuntimeException e) {
            missing.add(type.getSimpleName() + '.' + name);
            return null;
        }
    }

    /** Returns the objects that a thread can be parked by on this channel; the channel itself if it has none. */
    List<Object> keys(Object channel) {
        if (first != null && next != null) {
            return subscriptions(first.getVolatile(channel), next);
        }
        if (keys.isEmpty()) {
            return List.of(channel);
        }
        Object[] objects = new Object[keys.size()];
        int n = 0;
        for (VarHandle key : keys) {
            Object object = key.getVolatile(channel);
            if (object != null) {
                objects[n++] = object;
            }
        }
        return Arrays.asList(objects).subList(0, n);
    }

    private static List<Object> subscriptions(@Nullable Object first, VarHandle next) {
        List<Object> all = new ArrayList<>();
        for (Object at = first; at != null && all.size() < MOST; at = next.getVolatile(at)) {
            all.add(at);
        }
        return all;
    }

    /** Reports whether a condition may belong to this channel. Its key is then the condition's lock. */
    boolean isLock() {
        return type == ReentrantLock.class || type == ReentrantReadWriteLock.class;
    }

    /** Returns the description of this instance for reports. */
    ObservedChannel seen(Object channel, @Nullable Stack createdAt) {
        Integer room = capacity(channel);
        Kind shown = kind == Kind.BOUNDED && room == null ? Kind.UNBOUNDED : kind;
        return new ObservedChannel(
                channel.getClass().getName(), shown, size(channel), room, createdAt, false, state(channel));
    }

    private Map<String, Integer> state(Object channel) {
        if (parties == null || awaited == null) {
            return Map.of();
        }
        int all = (int) parties.get(channel);
        return Map.of("parties", all, "arrived", all - (int) awaited.getVolatile(channel));
    }

    private @Nullable Integer size(Object channel) {
        if (walk != null) {
            return walked(walk, channel);
        }
        if (fixed != null || size == null) {
            return fixed;
        }
        if (out != null) {
            return between((int) size.get(channel), (int) out.get(channel), capacity(channel));
        }
        Object value = size.getVolatile(channel);
        if (inner != null && value != null) {
            value = inner.getVolatile(value);
        }
        return value instanceof AtomicInteger atomic ? (Integer) atomic.get() : (Integer) value;
    }

    private static @Nullable Integer between(int in, int out, @Nullable Integer room) {
        if (in < 0) {
            return 0;
        }
        return in > out ? (Integer) (in - out) : room == null ? null : (Integer) (in - out + room);
    }

    private static @Nullable Integer walked(MethodHandle walk, Object channel) {
        try {
            return (int) walk.invokeExact(channel);
        } catch (Throwable t) {
            return null;
        }
    }

    private @Nullable Integer capacity(Object channel) {
        if (fixed != null || capacity == null) {
            return fixed;
        }
        Object value = capacity.getVolatile(channel);
        int room = value.getClass().isArray() ? Array.getLength(value) : (int) value;
        return room == Integer.MAX_VALUE ? null : room;
    }
}
