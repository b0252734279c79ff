// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.births.Registry;
import io.parkwatch.finding.Frame;
import io.parkwatch.look.jvm.Packages;
import io.parkwatch.look.jvm.Synchronizers;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JDK's queues and barriers whose threads wait at conditions: how many threads wait on either side, or how
 * many have arrived. No field leads from a condition to its queue, so the queues whose creation was seen are searched.
 */
final class Queues {
    /** Each class, the condition of those that put, or a dash, that of those that take, and the parties' field. */
    private static final String ROWS = """
            LinkedBlockingQueue   notFull notEmpty  -
            LinkedBlockingDeque   notFull notEmpty  -
            ArrayBlockingQueue    notFull notEmpty  -
            PriorityBlockingQueue -       notEmpty  -
            DelayQueue            -       available -
            CyclicBarrier         -       trip      parties
            """;

    private final Synchronizers synchronizers;

    /** By the name of the class. */
    private final Map<String, Row> rows = new HashMap<>();

    /** The queues that were found, by the identity hash of a blocker; an empty one stands for none. */
    private Map<Integer, WeakReference<Object>> owners = new HashMap<>();

    private Map<Integer, WeakReference<Object>> used = new HashMap<>();

    /**
     * @param puts the condition of those that put; null if they never wait
     * @param parties the number of parties of a barrier; null for a queue
     * @param count the number of those that have not arrived
     */
    private record Row(
            @Nullable VarHandle puts,
            VarHandle takes,
            @Nullable VarHandle parties,
            @Nullable VarHandle count) {
        boolean isOf(Object queue, Object blocker) {
            return takes.getVolatile(queue) == blocker || (puts != null && puts.getVolatile(queue) == blocker);
        }
    }

    Queues(Synchronizers synchronizers) {
        this.synchronizers = synchronizers;
        for (String line : ROWS.split("\n", -1)) {
            List<String> row = new ArrayList<>(List.of(line.split(" ", -1)));
            row.removeIf(String::isEmpty);
            if (!row.isEmpty()) {
                add("java.util.concurrent." + row.get(0), row.get(1), row.get(2), row.get(3));
            }
        }
    }

    private void add(String name, String puts, String takes, String parties) {
        try {
            Class<?> type = Class.forName(name, false, null);
            boolean isQueue = parties.equals("-");
            rows.put(
                    name,
                    new Row(
                            puts.equals("-") ? null : Packages.field(type, puts, Condition.class),
                            Packages.field(type, takes, Condition.class),
                            isQueue ? null : Packages.field(type, parties, int.class),
                            isQueue ? null : Packages.field(type, "count", int.class)));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            // Its numbers are not known.
        }
    }

    /** Reports whether the frames are those of a wait in such a class. */
    boolean isIn(List<Frame> frames) {
        return in(frames) != null;
    }

    private @Nullable Row in(List<Frame> frames) {
        for (Frame frame : frames) {
            if (!frame.className().startsWith("java.") && !frame.className().startsWith("jdk.")) {
                return null;
            }
            Row row = rows.get(frame.className());
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    /** Searches the queues that these conditions belong to, if no look has done so before. */
    void find(List<Object> blockers, Registry registry) {
        IdentityHashMap<Object, Boolean> wanted = new IdentityHashMap<>();
        used = new HashMap<>();
        for (Object blocker : blockers) {
            WeakReference<Object> known = owners.get(System.identityHashCode(blocker));
            if (known == null) {
                wanted.put(blocker, true);
            } else {
                used.put(System.identityHashCode(blocker), known);
            }
        }
        if (!wanted.isEmpty()) {
            for (Object blocker : wanted.keySet()) {
                used.put(System.identityHashCode(blocker), new WeakReference<>(null));
            }
            registry.forEachChannel((channel, birth) -> {
                Row row = of(channel.getClass());
                if (row != null) {
                    own(channel, row.takes, wanted);
                    own(channel, row.puts, wanted);
                }
            });
        }
        owners = used;
    }

    private void own(Object queue, @Nullable VarHandle field, IdentityHashMap<Object, Boolean> wanted) {
        Object condition = field == null ? null : field.getVolatile(queue);
        if (condition != null && wanted.containsKey(condition)) {
            used.put(System.identityHashCode(condition), new WeakReference<>(queue));
        }
    }

    /** Does not keep the program's subclasses: they end with their loader. */
    private @Nullable Row of(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            Row row = c.getClassLoader() == null ? rows.get(c.getName()) : null;
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    /** Returns the numbers of what a thread waits for at a condition, by the frames of its wait. */
    Map<String, Integer> of(Object blocker, Thread thread, List<Frame> frames, boolean puts) {
        Row row = in(frames);
        int here = row == null ? Synchronizers.UNKNOWN : synchronizers.waiting(blocker, thread);
        if (row == null || here == Synchronizers.UNKNOWN) {
            return Map.of();
        }
        WeakReference<Object> known = owners.get(System.identityHashCode(blocker));
        Object queue = known == null ? null : known.get();
        boolean isKnown = queue != null && row.isOf(queue, blocker);
        Map<String, Integer> numbers = new HashMap<>();
        if (row.parties != null && row.count != null) {
            if (isKnown) {
                int parties = (int) row.parties.getVolatile(queue);
                numbers.put("parties", parties);
                numbers.put("arrived", parties - (int) row.count.getVolatile(queue));
            }
            return numbers;
        }
        numbers.put(puts ? "putters" : "takers", here);
        VarHandle others = puts ? row.takes : row.puts;
        int there = isKnown && others != null
                ? synchronizers.waiting(others.getVolatile(queue), null)
                : Synchronizers.UNKNOWN;
        if (there != Synchronizers.UNKNOWN) {
            numbers.put(puts ? "takers" : "putters", there);
        }
        return numbers;
    }
}
