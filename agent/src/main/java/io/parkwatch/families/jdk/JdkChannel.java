// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jdk;

import io.parkwatch.families.Library;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Stack;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the instances of one channel class. Only reads fields, and calls nothing that may lock or be overridden: a
 * method of a subclass is the program's.
 */
final class JdkChannel {
    /** The maximum number of keys read per channel. */
    private static final int MOST = 10_000;

    final JdkRow row;

    /** Receives the fields that this release lacks. Each costs only the information that it holds. */
    private final List<String> missing;

    private final List<VarHandle> keys = new ArrayList<>();
    private final @Nullable VarHandle next;
    private final List<VarHandle> size = new ArrayList<>();
    private final @Nullable VarHandle out;
    private final @Nullable VarHandle capacity;
    private final @Nullable MethodHandle count;

    JdkChannel(JdkRow row, Class<?> type, List<String> missing) {
        this.row = row;
        this.missing = missing;
        fields(type, row.keys, keys);
        next = row.next == null || keys.isEmpty() ? null : field(keys.get(0).varType(), row.next, missing);
        count = row.counted ? count(type) : null;
        Class<?> at = type;
        for (String name : row.size) {
            fields(at, List.of(name), size);
            at = size.isEmpty() ? at : size.get(0).varType();
        }
        out = row.out == null ? null : field(type, row.out, missing);
        capacity = row.capacity == null ? null : field(type, row.capacity, missing);
    }

    private void fields(Class<?> type, List<String> names, List<VarHandle> to) {
        for (String name : names) {
            VarHandle field = field(type, name, missing);
            if (field != null) {
                to.add(field);
            }
        }
    }

    static @Nullable VarHandle field(Class<?> type, String name, List<String> missing) {
        try {
            return Library.field(type, name);
        } catch (ReflectiveOperationException | RuntimeException e) {
            missing.add(type.getSimpleName() + '.' + name);
            return null;
        }
    }

    /** Returns the class's own {@code size}, which takes no lock, even if a subclass overrides it. */
    private @Nullable MethodHandle count(Class<?> type) {
        try {
            return Library.own(type, "size", int.class);
        } catch (ReflectiveOperationException | RuntimeException e) {
            missing.add(type.getSimpleName() + ".size");
            return null;
        }
    }

    /** Returns the objects that a thread can be parked by on this channel; the channel itself if it has none. */
    List<Object> keys(Object channel) {
        if (keys.isEmpty() || (row.next != null && next == null)) {
            return List.of(channel);
        }
        List<Object> objects = new ArrayList<>(keys.size());
        for (VarHandle key : keys) {
            for (Object at = key.getVolatile(channel); at != null && objects.size() < MOST; at = after(at)) {
                objects.add(at);
            }
        }
        return objects;
    }

    private @Nullable Object after(Object key) {
        return next == null ? null : next.getVolatile(key);
    }

    /** Returns the description of this instance for reports. */
    ObservedChannel describe(Object channel, @Nullable Stack createdAt) {
        if (row.barrier) {
            return barrier(channel, createdAt);
        }
        Integer room = capacity(channel);
        Kind kind = row.kind == Kind.BOUNDED && room == null ? Kind.UNBOUNDED : row.kind;
        return new ObservedChannel(channel.getClass().getName(), kind, size(channel), room, createdAt);
    }

    /** Returns how many parties a barrier waits for, and how many of them have arrived. */
    private ObservedChannel barrier(Object channel, @Nullable Stack createdAt) {
        Integer all = capacity(channel);
        Integer awaited = size(channel);
        Map<String, Integer> state =
                all == null || awaited == null ? Map.of() : Map.of("parties", all, "arrived", all - awaited);
        return new ObservedChannel(channel.getClass().getName(), row.kind, null, null, createdAt, false, state);
    }

    private @Nullable Integer size(Object channel) {
        if (row.empty) {
            return 0;
        }
        if (count != null) {
            return counted(count, channel);
        }
        Object value = channel;
        for (VarHandle field : size) {
            value = value == null ? null : field.getVolatile(value);
        }
        if (value == null || value == channel) {
            return null;
        }
        int size = value instanceof AtomicInteger atomic ? atomic.get() : (int) value;
        return out == null ? (Integer) size : between(size, (int) out.get(channel), capacity(channel));
    }

    private static @Nullable Integer between(int in, int out, @Nullable Integer room) {
        if (in < 0) {
            return 0;
        }
        return in > out ? (Integer) (in - out) : room == null ? null : (Integer) (in - out + room);
    }

    private static @Nullable Integer counted(MethodHandle count, Object channel) {
        try {
            return (int) count.invokeExact(channel);
        } catch (Throwable t) {
            return null;
        }
    }

    private @Nullable Integer capacity(Object channel) {
        if (row.empty) {
            return 0;
        }
        Object value = capacity == null ? null : capacity.getVolatile(channel);
        if (value == null) {
            return null;
        }
        int room = value.getClass().isArray() ? Array.getLength(value) : (int) value;
        return room == Integer.MAX_VALUE ? null : room;
    }
}
