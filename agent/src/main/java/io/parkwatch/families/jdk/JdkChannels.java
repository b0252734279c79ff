// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jdk;

import io.parkwatch.births.Birth;
import io.parkwatch.births.Registry;
import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Monitor;
import io.parkwatch.families.Reader;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JDK's channel that a blocker belongs to. Most blockers are inner objects without a reference to the
 * channel. So the channels whose creation was seen are searched, in one pass for all waits of a look.
 */
public final class JdkChannels implements Reader {
    private static final String LOCKS = "java.util.concurrent.locks.";

    private final List<String> missing = new ArrayList<>();
    private final Map<String, List<String>> rows;

    /** The classes that were met. */
    private final Map<Class<?>, JdkChannel> known = new HashMap<>();

    private final @Nullable VarHandle phaser = inner("java.util.concurrent.Phaser$QNode", "phaser");
    private final @Nullable VarHandle lockOf = inner(LOCKS + "AbstractQueuedSynchronizer$ConditionObject", "this$0");
    private final @Nullable VarHandle longLockOf =
            inner(LOCKS + "AbstractQueuedLongSynchronizer$ConditionObject", "this$0");

    /** {@code rows} are the rows of {@code Jdk}, by class. */
    JdkChannels(Map<String, List<String>> rows) {
        this.rows = rows;
    }

    @Override
    public List<String> missing() {
        return missing;
    }

    private @Nullable VarHandle inner(String type, String field) {
        try {
            return JdkChannel.field(Class.forName(type, false, null), field, missing);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    @Override
    public void find(List<BlockedWait> waits, Registry registry) {
        IdentityHashMap<Object, List<BlockedWait>> byKey = new IdentityHashMap<>();
        IdentityHashMap<Object, List<BlockedWait>> byLock = new IdentityHashMap<>();
        for (BlockedWait wait : waits) {
            Object blocker = wait.blocker();
            if (blocker == null) {
                continue;
            }
            Object key = key(blocker);
            byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(wait);
            Object lock = lock(blocker);
            if (lock != null) {
                byLock.computeIfAbsent(lock, k -> new ArrayList<>()).add(wait);
            }
        }
        byKey.forEach(this::itself);
        Map<String, List<BlockedWait>> byMonitor = byMonitor(waits);
        if (!byKey.isEmpty() || !byMonitor.isEmpty()) {
            registry.forEachChannel((channel, birth) -> {
                match(channel, birth, registry, byKey, byLock);
                monitor(channel, birth, registry, byMonitor);
            });
        }
    }

    /** Groups the waits on monitors by the monitor's class. */
    private static Map<String, List<BlockedWait>> byMonitor(List<BlockedWait> waits) {
        Map<String, List<BlockedWait>> byMonitor = new HashMap<>();
        for (BlockedWait wait : waits) {
            Monitor monitor = wait.monitor();
            if (wait.blocker() == null && monitor != null) {
                byMonitor
                        .computeIfAbsent(monitor.type(), type -> new ArrayList<>())
                        .add(wait);
            }
        }
        return byMonitor;
    }

    /** Matches a channel that is waited on by its own monitor, as a queue of the program may be. */
    private void monitor(Object channel, Birth birth, Registry registry, Map<String, List<BlockedWait>> byMonitor) {
        String type = channel.getClass().getName();
        for (BlockedWait wait : byMonitor.getOrDefault(type, List.of())) {
            Monitor monitor = wait.monitor();
            if (monitor != null && monitor.is(channel)) {
                JdkChannel known = known(channel.getClass());
                wait.channel = known == null
                        ? new ObservedChannel(type, Kind.NONE, null, null, registry.stack(birth))
                        : known.describe(channel, registry.stack(birth));
            }
        }
    }

    /** Handles a blocker that is the channel itself. It is read once for all threads that wait on it. */
    private void itself(Object key, List<BlockedWait> waits) {
        JdkChannel known = known(key.getClass());
        if (known != null && !isTransferer(key)) {
            ObservedChannel seen = known.describe(key, null);
            waits.forEach(wait -> wait.channel = seen);
        }
    }

    private void match(
            Object channel,
            Birth birth,
            Registry registry,
            IdentityHashMap<Object, List<BlockedWait>> byKey,
            IdentityHashMap<Object, List<BlockedWait>> byLock) {
        JdkChannel known = known(channel.getClass());
        if (known == null || isTransferer(channel)) {
            return;
        }
        for (Object key : known.keys(channel)) {
            List<BlockedWait> waits = byKey.getOrDefault(key, List.of());
            if (!waits.isEmpty()) {
                ObservedChannel seen = known.describe(channel, registry.stack(birth));
                waits.forEach(wait -> wait.channel = seen);
            }
            if (known.hasConditions) {
                for (BlockedWait wait : byLock.getOrDefault(key, List.of())) {
                    if (wait.channel == null && wait.blocker() != null) {
                        // A condition's own creation is not recorded: its lock's is the nearest known.
                        wait.channel = new ObservedChannel(
                                wait.blocker().getClass().getName(), Kind.NONE, null, null, registry.stack(birth));
                    }
                }
            }
        }
    }

    /** Reports whether a thread that is parked by {@code blocker} waits on this lock, condition or queue. */
    public boolean isPart(Object part, Object blocker) {
        JdkChannel known = known(part.getClass());
        return part == blocker || (known != null && known.keys(part).stream().anyMatch(key -> key == blocker));
    }

    /** Returns the channel that a blocker is made for, or the blocker itself. */
    Object key(Object blocker) {
        if (phaser != null && blocker.getClass() == phaser.coordinateTypes().get(0)) {
            Object of = phaser.get(blocker);
            return of == null ? blocker : of;
        }
        return blocker;
    }

    private @Nullable Object lock(Object blocker) {
        for (VarHandle outer : new VarHandle[] {lockOf, longLockOf}) {
            if (outer != null && outer.coordinateTypes().get(0) == blocker.getClass()) {
                return outer.get(blocker);
            }
        }
        return null;
    }

    /** From 21 on a SynchronousQueue waits in a LinkedTransferQueue of its own, which is no channel of the program. */
    private static boolean isTransferer(Object channel) {
        return channel.getClass().getName().equals("java.util.concurrent.SynchronousQueue$Transferer");
    }

    private @Nullable JdkChannel known(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            JdkChannel found = known.get(c);
            List<String> row = found == null && c.getClassLoader() == null ? rows.get(c.getName()) : null;
            if (row != null) {
                found = new JdkChannel(row, c, missing);
                known.put(c, found);
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
