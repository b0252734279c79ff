// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jdk;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryMethod;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Stack;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Reads the instances of one class. Calls nothing that may lock or be overridden: such a method is the program's. */
final class JdkChannel {
    /** Columns of {@code Jdk}. */
    private static final int HOOK = 1;

    static final int KIND = 2;
    private static final int PARKED_BY = 3;
    private static final int SIZE = 4;
    private static final int CAPACITY = 5;

    /** The maximum number of keys read per channel. */
    private static final int MOST = 10_000;

    /** Whether a condition may belong to this channel. Its key is then the condition's lock. */
    final boolean hasConditions;

    private final Kind kind;

    /** Whether it never holds an item. */
    private final boolean empty;

    /** Receives the fields that this release lacks. Each costs only the information that it holds. */
    private final List<String> missing;

    /** The fields that a thread can be parked by. */
    private final List<VarHandle> keys = new ArrayList<>();

    /** The field that leads from a key to the next one; null if the keys are no list. */
    private final @Nullable VarHandle next;

    /** The field with the size, or those on the way to it. */
    private final List<VarHandle> size = new ArrayList<>();

    /** Counts the items; null if the size is in a field. */
    private final @Nullable LibraryMethod count;

    /** For a ring, where the next item is taken; the size is then where the next one is put, -1 if it is empty. */
    private final @Nullable VarHandle out;

    private final @Nullable VarHandle capacity;

    /** {@code row} has the columns of {@code Jdk}. */
    JdkChannel(List<String> row, Class<?> type, List<String> missing) {
        this.missing = missing;
        kind = kind(row);
        empty = row.get(SIZE).equals("0");
        String[] parks = row.get(PARKED_BY).split(">", -1);
        for (String name : parks[0].split(",", -1)) {
            VarHandle field = field(type, name);
            if (field != null) {
                keys.add(field);
            }
        }
        next = parks.length == 1 || keys.isEmpty() ? null : field(keys.get(0).varType(), parks[1]);
        hasConditions = row.get(HOOK).equals("lock") && !keys.isEmpty();
        String[] items = row.get(SIZE).split(">", -1);
        count = items[0].equals("size()") ? count(type) : null;
        Class<?> at = type;
        for (String name : items[0].equals("size()") ? new String[0] : items[0].split("\\.", -1)) {
            VarHandle field = field(at, name);
            if (field == null) {
                size.clear();
                break;
            }
            size.add(field);
            at = field.varType();
        }
        out = items.length == 1 ? null : field(type, items[1]);
        if (items.length > 1 && out == null) {
            size.clear();
        }
        capacity = field(type, row.get(CAPACITY));
    }

    static Kind kind(List<String> row) {
        return Kind.valueOf(row.get(KIND).replace("?", "").toUpperCase(Locale.ROOT));
    }

    private @Nullable VarHandle field(Class<?> type, String name) {
        return name.equals("-") || name.equals("0") ? null : field(type, name, missing);
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
    private @Nullable LibraryMethod count(Class<?> type) {
        try {
            return Library.own(type, "size", int.class);
        } catch (ReflectiveOperationException | RuntimeException e) {
            missing.add(type.getSimpleName() + ".size");
            return null;
        }
    }

    /** Returns the objects that a thread can be parked by on this channel; the channel itself if it has none. */
    List<Object> keys(Object channel) {
        if (keys.isEmpty()) {
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
        Integer room = capacity(channel);
        Integer items = size(channel);
        if (kind == Kind.NONE) {
            return barrier(channel, room, items, createdAt);
        }
        Kind shown = kind == Kind.BOUNDED && room == null ? Kind.UNBOUNDED : kind;
        return new ObservedChannel(channel.getClass().getName(), shown, items, room, createdAt);
    }

    /** Shows how many parties a barrier waits for, and how many of them have arrived. */
    private static ObservedChannel barrier(
            Object channel, @Nullable Integer all, @Nullable Integer awaited, @Nullable Stack createdAt) {
        Map<String, Integer> state =
                all == null || awaited == null ? Map.of() : Map.of("parties", all, "arrived", all - awaited);
        return new ObservedChannel(channel.getClass().getName(), Kind.NONE, null, null, createdAt, false, state);
    }

    @Nullable
    Integer size(Object channel) {
        if (empty) {
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

    private static @Nullable Integer counted(LibraryMethod count, Object channel) {
        try {
            return (int) count.call(channel);
        } catch (Throwable t) {
            return null;
        }
    }

    private @Nullable Integer capacity(Object channel) {
        if (empty) {
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
