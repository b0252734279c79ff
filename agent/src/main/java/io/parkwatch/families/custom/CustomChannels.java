// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.custom;

import io.parkwatch.births.Birth;
import io.parkwatch.births.Registry;
import io.parkwatch.custom.CustomField;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Library;
import io.parkwatch.families.Monitor;
import io.parkwatch.families.Reader;
import io.parkwatch.families.jdk.JdkChannels;
import io.parkwatch.finding.CustomFrame;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Stack;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Channel types of the program. The instance that a thread waits on is its blocker or its monitor, or has that in a
 * field (a lock, a condition, a queue, an object used only as a monitor), or extends a queue of the JDK that has it.
 */
final class CustomChannels implements Reader {
    private final CustomTypes types;
    private final JdkChannels jdk;
    private final Instrumentation instrumentation;
    private final IdentityHashMap<Class<?>, Set<String>> ancestors = new IdentityHashMap<>();
    private final IdentityHashMap<Class<?>, List<VarHandle>> fields = new IdentityHashMap<>();

    private final IdentityHashMap<BlockedWait, Owner> owners = new IdentityHashMap<>();

    /** The instance that is the blocker, or has it. */
    private static final class Owner {
        private final Object channel;
        private final @Nullable Birth birth;
        private boolean shared;

        Owner(Object channel, @Nullable Birth birth) {
            this.channel = channel;
            this.birth = birth;
        }
    }

    CustomChannels(CustomTypes types, JdkChannels jdk, Instrumentation instrumentation) {
        this.types = types;
        this.jdk = jdk;
        this.instrumentation = instrumentation;
    }

    /** Drops what it holds of the program: that must not outlive the look. */
    @Override
    public void find(List<BlockedWait> waits, Registry registry) {
        try {
            findAll(waits, registry);
        } finally {
            ancestors.clear();
            fields.clear();
            owners.clear();
        }
    }

    private void findAll(List<BlockedWait> waits, Registry registry) {
        IdentityHashMap<BlockedWait, String> wanted = new IdentityHashMap<>();
        for (BlockedWait wait : waits) {
            String type = type(wait.stack());
            Object waitedOn = waitedOn(wait);
            if (type != null && (waitedOn != null || wait.monitor() != null)) {
                wanted.put(wait, type);
                if (waitedOn != null && is(waitedOn.getClass(), type)) {
                    owners.put(wait, new Owner(waitedOn, null));
                }
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        Set<String> all = new HashSet<>(wanted.values());
        registry.forEachChannel((channel, birth) -> match(channel, birth, wanted, all));
        wanted.keySet().forEach(wait -> {
            Owner owner = owners.get(wait);
            // If two instances share a lock, it is not known which of them the thread waits on.
            if (owner == null || owner.shared) {
                // What was read describes the lock or an inner queue, not the channel.
                wait.channel = null;
            } else {
                found(wait, owner.channel, owner.birth == null ? null : registry.stack(owner.birth));
            }
        });
    }

    private void match(Object channel, Birth birth, IdentityHashMap<BlockedWait, String> wanted, Set<String> all) {
        if (all.stream().noneMatch(type -> is(channel.getClass(), type))) {
            return;
        }
        List<Object> parts = parts(channel);
        wanted.forEach((wait, type) -> {
            if (!is(channel.getClass(), type)) {
                return;
            }
            Object waitedOn = waitedOn(wait);
            if (channel == waitedOn) {
                owners.put(wait, new Owner(channel, birth));
            } else if (waitedOn == null
                    ? isMonitor(channel, parts, wait, type)
                    : isPart(channel, parts, waitedOn, type)) {
                Owner before = owners.putIfAbsent(wait, new Owner(channel, birth));
                if (before != null && before.channel != channel) {
                    before.shared = true;
                }
            }
        });
    }

    /** Returns the blocker, or the monitor if the JVM reports the object; null if neither is known. */
    private static @Nullable Object waitedOn(BlockedWait wait) {
        Monitor monitor = wait.monitor();
        return wait.blocker() != null || monitor == null ? wait.blocker() : monitor.object();
    }

    private boolean isMonitor(Object channel, List<Object> parts, BlockedWait wait, String type) {
        Monitor monitor = wait.monitor();
        if (monitor == null || monitor.is(channel)) {
            return monitor != null;
        }
        // A part that is a channel itself is waited on as such.
        return parts.stream().anyMatch(part -> monitor.is(part) && !is(part.getClass(), type));
    }

    private boolean isPart(Object channel, List<Object> parts, Object blocker, String type) {
        return !is(blocker.getClass(), type)
                && (jdk.isPart(channel, blocker) || parts.stream().anyMatch(part -> jdk.isPart(part, blocker)));
    }

    /** A queue that is also a named type has already been read as a queue: its capacity is known. */
    private static void found(BlockedWait wait, Object channel, @Nullable Stack createdAt) {
        String type = channel.getClass().getName();
        ObservedChannel read = wait.channel;
        wait.channel = read != null && read.type().equals(type)
                ? new ObservedChannel(type, read.kind(), read.size(), read.capacity(), createdAt, true, Map.of())
                : new ObservedChannel(type, Kind.NONE, null, null, createdAt, true, Map.of());
    }

    /** Returns the type in whose method the thread is, with no other code of the program between it and the wait. */
    private static @Nullable String type(Stack stack) {
        for (Frame frame : stack.frames()) {
            CustomFrame own = frame.own();
            if (own != null && own.role() != null) {
                return own.type();
            }
            if (own == null && !frame.queue() && !isJdks(frame.className())) {
                return null;
            }
        }
        return null;
    }

    private static boolean isJdks(String className) {
        return className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("sun.");
    }

    private boolean is(Class<?> of, String type) {
        Set<String> known = ancestors.get(of);
        if (known == null) {
            known = new HashSet<>();
            ancestors(of, known);
            ancestors.put(of, known);
        }
        return known.contains(type);
    }

    /** Adds the names of all supertypes. They are loaded, since the class is. */
    private static void ancestors(Class<?> of, Set<String> into) {
        for (Class<?> c = of; c != null; c = c.getSuperclass()) {
            into.add(c.getName());
            for (Class<?> implemented : c.getInterfaces()) {
                ancestors(implemented, into);
            }
        }
    }

    private List<Object> parts(Object channel) {
        List<Object> parts = new ArrayList<>();
        for (Class<?> c = channel.getClass(); c != null; c = c.getSuperclass()) {
            for (VarHandle field : fields.computeIfAbsent(c, this::fieldsOf)) {
                Object part = field.getVolatile(channel);
                if (part != null) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    /** Returns the fields by name and JDK type. To ask the class for its fields would load their types. */
    private List<VarHandle> fieldsOf(Class<?> c) {
        List<VarHandle> handles = new ArrayList<>();
        for (CustomField field : types.fields(c.getName())) {
            try {
                Class<?> declared = Class.forName(field.type(), false, null);
                handles.add(new Library(c, instrumentation).field(c, field.name(), declared));
            } catch (ReflectiveOperationException | RuntimeException e) {
                // Another class of this name, or one that can't be opened: its channels are recognized by their frames.
            }
        }
        return handles;
    }
}
