// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.Reader;
import io.parkwatch.families.Releases;
import io.parkwatch.families.SuspendedWaiter;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Coroutines that wait on kotlinx's channels, locks and jobs. */
final class Coroutines extends Releases<Coroutines.Release> {
    private static final String PACKAGE = "kotlinx.coroutines.";

    private final Instrumentation instrumentation;

    Coroutines(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Access to the library in one class loader. */
    static final class Release implements Reader {
        private final Continuations continuations;
        private final Waiters waiters;
        private final ChannelCells channels;
        private final LockCells locks;
        private final JobNodes jobs;
        private final JobGroups groups;
        private final @Nullable Dispatches dispatches;
        private final FlowLoops flows = new FlowLoops();

        Release(Library library) throws ReflectiveOperationException {
            continuations = new Continuations(library);
            waiters = new Waiters(library, continuations);
            channels = new ChannelCells(library, waiters);
            locks = new LockCells(library, waiters);
            jobs = new JobNodes(library, continuations, waiters);
            groups = new JobGroups(library, continuations, jobs);
            dispatches = dispatches(library);
        }

        /** Returns null if the dispatchers have other fields in this release. Nothing else is lost by that. */
        private @Nullable Dispatches dispatches(Library library) {
            try {
                return new Dispatches(library, continuations, jobs);
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }

        @Override
        public boolean owns(Object channel) {
            return channels.type.isInstance(channel)
                    || locks.type.isInstance(channel)
                    || jobs.type.isInstance(channel)
                    || groups.type.isInstance(channel);
        }

        @Override
        public void read(Object channel, Consumer<Suspension> to) throws ReflectiveOperationException {
            if (channels.type.isInstance(channel)) {
                channels.read(channel, to);
            } else if (locks.type.isInstance(channel)) {
                locks.read(channel, to);
            } else if (jobs.type.isInstance(channel)) {
                jobs.read(channel, to);
                if (dispatches != null && dispatches.type.isInstance(channel)) {
                    dispatches.read(channel, to);
                }
            } else {
                groups.read(channel, to);
            }
        }

        /** All jobs of an {@code awaitAll} must end. One of those in a select suffices. */
        @Override
        public @Nullable Object awaited(Object channel, Suspension waiting) {
            if (groups.type.isInstance(channel)) {
                return groups.pending(channel);
            }
            boolean single = !waiting.operation().equals(Suspension.DISPATCH) && !waiters.isSelect(waiting.waiter());
            return single && jobs.type.isInstance(channel) ? channel : null;
        }

        @Override
        public List<Object> jobs(Object channel, Suspension waiting) throws ReflectiveOperationException {
            Object continuation = waiting.operation().equals(Suspension.DISPATCH)
                    ? waiting.waiter()
                    : waiters.continuation(waiting.waiter());
            return continuation == null ? List.of() : continuations.jobs(continuation);
        }

        private ObservedChannel seen(Object channel) {
            return channels.type.isInstance(channel)
                    ? channels.seen(channel)
                    : new ObservedChannel(channel.getClass().getName(), Kind.NONE, null, null, null);
        }

        @Override
        public boolean lasts(Object channel) {
            return dispatches != null && dispatches.type.isInstance(channel) && dispatches.lasts(channel);
        }

        @Override
        public void ends() {
            if (dispatches != null) {
                dispatches.ends();
            }
        }

        /** Describes a thread whose coroutine waits to be run. */
        private SuspendedWaiter dispatched(Object blocking, Object task, Object runsOn)
                throws ReflectiveOperationException {
            Thread blocked = continuations.blocked(blocking);
            return new SuspendedWaiter(
                    Role.WAITER,
                    continuations.name(task),
                    continuations.frames(task),
                    new ObservedChannel(runsOn.getClass().getName(), Kind.NONE, null, null, null),
                    runsOn,
                    blocking,
                    null,
                    blocked,
                    false,
                    blocked,
                    null);
        }

        @Override
        public SuspendedWaiter describe(Object channel, Suspension waiting) throws ReflectiveOperationException {
            if (dispatches != null && waiting.operation().equals(Suspension.DISPATCH)) {
                Object runsOn = dispatches.dispatcher(continuations.ownJob(waiting.waiter()));
                return dispatched(channel, waiting.waiter(), runsOn == null ? channel : runsOn);
            }
            Object waiter = waiting.waiter();
            Object pending = groups.type.isInstance(channel) ? groups.pending(channel) : null;
            Object on = pending == null ? channel : pending;
            boolean select = waiters.isSelect(waiter);
            Role role = select ? waiters.ofSelect(waiter) : waiting.role();
            Object continuation = waiters.continuation(waiter);
            if (continuation == null) {
                return new SuspendedWaiter(role, "", List.of(), seen(on), on, null, null, null, false, null, null);
            }
            Object job = continuations.job(continuation);
            Thread blocked = continuations.blocked(job);
            Object parent = continuations.parent(job);
            return new SuspendedWaiter(
                    role,
                    continuations.name(continuation),
                    continuations.frames(continuation),
                    seen(on),
                    on,
                    job,
                    null,
                    blocked,
                    flows.isOne(role, continuations.functions(continuation)),
                    parent == null ? blocked : parent,
                    continuation);
        }
    }

    @Override
    protected @Nullable Release meet(Object channel) throws ReflectiveOperationException {
        for (Class<?> type = channel.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith(PACKAGE)) {
                return new Release(new Library(type, instrumentation));
            }
        }
        return null;
    }
}
