// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Role;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds threads in {@code runBlocking} whose coroutines are all dispatched and wait for a thread of their dispatcher. A
 * coroutine that runs, or waits for anything else, is in no queue.
 */
final class Dispatches {
    /** The maximum number of coroutines below one {@code runBlocking}. */
    private static final int MOST = 1_000;

    final Class<?> type;
    private final LibraryField context;
    private final Class<?> dispatcher;
    private final LibraryField child;
    private final Continuations continuations;
    private final JobNodes jobs;
    private final DispatchQueues queues;

    /** The queued tasks of each dispatcher, by the job that they belong to. For one look only. */
    private final IdentityHashMap<Object, IdentityHashMap<Object, DispatchQueues.Queued>> queued =
            new IdentityHashMap<>();

    Dispatches(Library library, Continuations continuations, JobNodes jobs) throws ReflectiveOperationException {
        this.continuations = continuations;
        this.jobs = jobs;
        type = library.type("kotlinx.coroutines.BlockingCoroutine");
        context = library.field("kotlinx.coroutines.AbstractCoroutine", "context");
        dispatcher = library.type("kotlinx.coroutines.CoroutineDispatcher");
        child = library.field("kotlinx.coroutines.ChildHandleNode", "childJob");
        queues = new DispatchQueues(library);
    }

    /** Drops what was read: it must not outlive the look. */
    void ends() {
        queued.clear();
    }

    /** Reports whether this {@code runBlocking} still blocks its thread. */
    boolean lasts(Object blocking) {
        Thread thread = continuations.blocked(blocking);
        return thread != null && LockSupport.getBlocker(thread) == blocking;
    }

    /** Passes on one wait for all coroutines below. */
    void read(Object blocking, Consumer<Suspension> to) throws ReflectiveOperationException {
        if (!lasts(blocking)) {
            return;
        }
        DispatchQueues.Queued first = null;
        for (Object leaf : leaves(blocking)) {
            DispatchQueues.Queued its = queued(leaf);
            if (its == null) {
                return;
            }
            first = first == null ? its : first;
        }
        if (first != null) {
            to.accept(
                    new Suspension(first.number(), first.node(), Role.WAITER, Suspension.DISPATCH, first.task(), null));
        }
    }

    /** Returns the jobs that have no child to wait for; none if there are too many. */
    private List<Object> leaves(Object blocking) {
        List<Object> all = new ArrayList<>(List.of(blocking));
        List<Object> leaves = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            List<Object> children = children(all.get(i));
            if (children.isEmpty()) {
                leaves.add(all.get(i));
            }
            all.addAll(children);
            if (all.size() > MOST) {
                return List.of();
            }
        }
        return leaves;
    }

    private List<Object> children(Object job) {
        List<Object> children = new ArrayList<>();
        Object unused = jobs.type.isInstance(job)
                ? jobs.find(job, node -> {
                    Object of = child.isIn(node) ? child.get(node) : null;
                    if (of != null) {
                        children.add(of);
                    }
                    return children.size() > MOST;
                })
                : null;
        return children;
    }

    private DispatchQueues.@Nullable Queued queued(Object job) throws ReflectiveOperationException {
        Object runsOn = dispatcher(job);
        if (runsOn == null) {
            return null;
        }
        IdentityHashMap<Object, DispatchQueues.Queued> all = queued.get(runsOn);
        if (all == null) {
            all = new IdentityHashMap<>();
            for (DispatchQueues.Queued one : queues.of(runsOn)) {
                Object of = continuations.ownJob(one.task());
                if (of != null) {
                    all.put(of, one);
                }
            }
            queued.put(runsOn, all);
        }
        return all.get(job);
    }

    /** Returns the job's dispatcher; null if it has none, or the job is no coroutine. */
    @Nullable
    Object dispatcher(@Nullable Object job) {
        return context.isIn(job) ? continuations.element(context.get(job), dispatcher) : null;
    }
}
