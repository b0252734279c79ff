// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Monitor;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which class a monitor is, where threads wait for the monitor of a {@link Class}, as those of static
 * synchronized methods are. For the watcher's thread only.
 */
public final class ClassMonitors {
    private static final String TYPE = "java.lang.Class";

    /** The names that are kept, one for each class that was waited for, until they are too many. */
    private static final int MOST = 1_000;

    /** No class has this name. */
    private static final String AMBIGUOUS = "?";

    private final Instrumentation instrumentation;

    /** By identity hash: empty where no loaded class has it, {@link #AMBIGUOUS} where several have. */
    private final Map<Integer, String> names = new HashMap<>();

    public ClassMonitors(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Prepares {@link #name} for these waits, by at most one walk over the loaded classes. */
    public void find(List<BlockedWait> waits) {
        Map<Integer, String> wanted = new HashMap<>();
        for (BlockedWait wait : waits) {
            Monitor monitor = wait.monitor();
            if (monitor != null && isHashed(monitor) && !names.containsKey(monitor.hash())) {
                wanted.put(monitor.hash(), "");
            }
        }
        Class<?>[] all = wanted.isEmpty() ? null : instrumentation.getAllLoadedClasses();
        if (all == null) { // also if the JVM is about to end
            return;
        }
        for (Class<?> loaded : all) {
            int hash = System.identityHashCode(loaded);
            String known = wanted.get(hash);
            if (known != null) {
                wanted.put(hash, known.isEmpty() ? loaded.getName() : AMBIGUOUS);
            }
        }
        if (names.size() + wanted.size() > MOST) {
            names.clear();
        }
        names.putAll(wanted);
    }

    /** The JVM reports the monitors of most platform threads by type and hash alone. */
    private static boolean isHashed(Monitor monitor) {
        return monitor.object() == null && monitor.hash() != 0 && monitor.type().equals(TYPE);
    }

    /** Returns the name of the class; null if the monitor is none, or it is not known. */
    public @Nullable String name(@Nullable Monitor monitor) {
        if (monitor == null || !isHashed(monitor)) {
            return monitor != null && monitor.object() instanceof Class<?> of ? of.getName() : null;
        }
        String name = names.getOrDefault(monitor.hash(), "");
        return name.isEmpty() || name.equals(AMBIGUOUS) ? null : name;
    }
}
