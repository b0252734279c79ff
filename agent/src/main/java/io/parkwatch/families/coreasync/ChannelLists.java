// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.coreasync;

import io.parkwatch.families.Library;
import io.parkwatch.families.Reader;
import io.parkwatch.families.SuspendedWaiter;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The lists of a channel: handlers that take, and {@code [handler value]} of those that put. */
final class ChannelLists implements Reader {
    static final String CHANNEL = "clojure.core.async.impl.channels.ManyToManyChannel";

    private static final String LIBRARY = "clojure.core.async";
    private static final String MACHINE = "$state_machine";
    private static final String VECTOR = "clojure.lang.PersistentVector";

    /** A list that keeps changing is taken as last read after this many tries. */
    private static final int TRIES = 20;

    private final Class<?> type;
    private final Timeouts timeouts;
    private final VarHandle takes;
    private final VarHandle puts;
    private final VarHandle buffer;
    private final Buffers buffers;
    private final Handlers handlers;

    /** The channels of timeouts in this look: a thread or go block that takes from one sleeps. */
    Set<Object> sleeping = Collections.emptySet();

    /** The identity hashes of the selects that a timeout will end; null if not determined in this look. */
    private @Nullable Set<Integer> woken;

    ChannelLists(Class<?> type, Library library) throws ReflectiveOperationException {
        this.type = type;
        takes = Library.field(type, "takes");
        puts = Library.field(type, "puts");
        buffer = Library.field(type, "buf");
        buffers = new Buffers(library);
        Vars vars = new Vars(library);
        timeouts = new Timeouts(library, vars);
        handlers = new Handlers(new Closures(), vars);
    }

    @Override
    public boolean owns(Object channel) {
        return type == channel.getClass();
    }

    @Override
    public List<Object> begins() {
        woken = null;
        sleeping = timeouts.now();
        return List.of();
    }

    @Override
    public void ends() {
        sleeping = Collections.emptySet();
    }

    @Override
    public void read(Object channel, Consumer<Suspension> to) throws ReflectiveOperationException {
        boolean timeout = sleeping.contains(channel);
        for (Object handler : items((LinkedList<?>) takes.get(channel))) {
            Handlers.Waiter waiter = handler == null ? null : waiter(handler);
            if (waiter != null && timeout) {
                sleeps(handler, waiter, to);
            } else if (waiter != null && !isLibrarys(waiter.place())) {
                to.accept(suspension(handler, Role.RECEIVER, waiter.take(), waiter));
            }
        }
        for (Object put : items((LinkedList<?>) puts.get(channel))) {
            Handlers.Waiter waiter = put == null ? null : waiter(put);
            if (waiter != null) {
                to.accept(suspension(put, Role.SENDER, waiter.put(), waiter));
            }
        }
    }

    private Handlers.@Nullable Waiter waiter(Object item) throws ReflectiveOperationException {
        Object handler = item.getClass().getName().equals(VECTOR) ? ((List<?>) item).get(0) : item;
        return handler == null ? null : handlers.of(handler);
    }

    /** Passes on a thread that sleeps, since its latch looks like any other. A go block that sleeps is not reported. */
    private static void sleeps(Object handler, Handlers.Waiter waiter, Consumer<Suspension> to) {
        if (waiter.blocker() != null) {
            to.accept(new Suspension(0, handler, Role.RECEIVER, Suspension.SLEEP, handler, null, waiter.blocker()));
        }
    }

    /** Those of {@code pipe}, {@code mult} and {@code pub} take for as long as a healthy program is quiet. */
    private static boolean isLibrarys(@Nullable Class<?> place) {
        return place != null && place.getName().startsWith(LIBRARY);
    }

    /** {@code identity} is created for each wait, and stays in its list for as long as the wait lasts. */
    private static Suspension suspension(Object identity, Role role, String operation, Handlers.Waiter waiter) {
        return new Suspension(0, identity, role, operation, identity, waiter.flag(), waiter.blocker());
    }

    /** Copies a list, again if it was just being changed: the channel's lock, which guards it, is not taken. */
    private static @Nullable Object[] items(List<?> list) {
        @Nullable Object[] items = {};
        for (int i = 0; i < TRIES; i++) {
            try {
                items = list.toArray();
                if (!Arrays.asList(items).contains(null)) {
                    return items;
                }
            } catch (RuntimeException changing) {
                // The list grew meanwhile.
            }
        }
        return items;
    }

    @Override
    public SuspendedWaiter describe(Object channel, Suspension waiting) throws ReflectiveOperationException {
        Handlers.Waiter waiter = waiter(waiting.waiter());
        ObservedChannel seen = buffers.seen(channel, buffer.get(channel));
        if (waiter == null) {
            return new SuspendedWaiter(
                    waiting.role(), "", List.of(), seen, channel, null, null, null, false, null, null);
        }
        String starter = starter(waiter.place());
        Object result = starter == null ? null : handlers.result(waiter);
        Object made = type.isInstance(result) ? result : null;
        return new SuspendedWaiter(
                waiting.role(),
                "",
                List.of(frame(waiter.place())),
                seen,
                channel,
                made,
                starter,
                null,
                false,
                null,
                waiter.flag() != null && woken().contains(System.identityHashCode(waiter.flag())) ? null : channel);
    }

    /** Returns the selects that a timeout holds and will end. Read only if one is stuck: timeouts may be many. */
    private Set<Integer> woken() throws ReflectiveOperationException {
        if (woken != null) {
            return woken;
        }
        Set<Integer> selects = new HashSet<>();
        for (Object channel : timeouts.now()) {
            for (Object handler : items((LinkedList<?>) takes.get(channel))) {
                Handlers.Waiter waiter = handler == null ? null : waiter(handler);
                if (waiter != null && waiter.flag() != null) {
                    selects.add(System.identityHashCode(waiter.flag()));
                }
            }
        }
        woken = selects;
        return selects;
    }

    /** Returns {@code acme.shop$buy} for {@code acme.shop$buy$fn__12$state_machine__34}. */
    private static @Nullable String starter(@Nullable Class<?> place) {
        String name = place == null ? "" : place.getName();
        int machine = name.lastIndexOf(MACHINE);
        int function = machine < 0 ? -1 : name.lastIndexOf("$fn__", machine - 1);
        return function < 0 ? null : name.substring(0, function);
    }

    /** Returns a frame for a function's class. The line that it waits at is not known. */
    private static StackTraceElement frame(@Nullable Class<?> place) {
        String name = place == null ? LIBRARY + "$put_BANG_" : place.getName();
        int machine = name.indexOf(MACHINE);
        return new StackTraceElement(machine < 0 ? name : name.substring(0, machine), "invoke", null, -1);
    }
}
