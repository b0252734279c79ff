// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Role;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The waits of {@code awaitAll}. Each is one wait, for which each job that has not ended has a node. */
final class JobGroups {
    final Class<?> type;
    private final LibraryField all;
    private final LibraryField group;
    private final LibraryField continuation;
    private final Continuations continuations;
    private final JobNodes jobs;

    JobGroups(Library library, Continuations continuations, JobNodes jobs) throws ReflectiveOperationException {
        this.continuations = continuations;
        this.jobs = jobs;
        all = library.field("kotlinx.coroutines.AwaitAll", "deferreds");
        type = all.owner();
        group = library.field("kotlinx.coroutines.AwaitAll$AwaitAllNode", "this$0");
        continuation = library.field("kotlinx.coroutines.AwaitAll$AwaitAllNode", "continuation");
    }

    /** Passes on the waiter. The group is created for this one wait. */
    void read(Object of, Consumer<Suspension> to) {
        Object job = pending(of);
        Object waits = job == null ? null : node(of, job);
        Object waiter = waits == null ? null : continuation.get(waits);
        if (waiter != null && continuations.is(waiter)) {
            to.accept(new Suspension(0, of, Role.WAITER, "await", waiter, null));
        }
    }

    /** Returns the first job that is waited for; null if there is none any more. */
    @Nullable
    Object pending(Object of) {
        for (Object job : (Object[]) all.get(of)) {
            if (jobs.type.isInstance(job) && node(of, job) != null) {
                return job;
            }
        }
        return null;
    }

    private @Nullable Object node(Object of, Object job) {
        return jobs.find(job, at -> group.isIn(at) && group.get(at) == of);
    }
}
