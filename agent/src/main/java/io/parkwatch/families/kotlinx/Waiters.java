// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import io.parkwatch.finding.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the continuation that waits in a cell. */
final class Waiters {
    private static final String TIME = "kotlinx.coroutines.selects.OnTimeout";

    private final LibraryField expanding;
    /** The fields with the continuation of waiters that have one. */
    private final List<LibraryField> wrapped;

    private final LibraryField state;
    private final LibraryField clauses;
    private final LibraryField registration;
    private final LibraryField object;
    private final LibraryField ownedSelect;
    private final Continuations continuations;

    Waiters(Library library, Continuations continuations) throws ReflectiveOperationException {
        this.continuations = continuations;
        expanding = library.field("kotlinx.coroutines.channels.WaiterEB", "waiter");
        wrapped = List.of(
                library.field("kotlinx.coroutines.channels.BufferedChannel$BufferedChannelIterator", "continuation"),
                library.field("kotlinx.coroutines.channels.ReceiveCatching", "cont"),
                library.field("kotlinx.coroutines.channels.BufferedChannel$SendBroadcast", "cont"),
                library.field("kotlinx.coroutines.sync.MutexImpl$CancellableContinuationWithOwner", "cont"));
        state = library.field("kotlinx.coroutines.selects.SelectImplementation", "state", "state$volatile");
        clauses = library.field("kotlinx.coroutines.selects.SelectImplementation", "clauses");
        registration = library.field("kotlinx.coroutines.selects.SelectImplementation$ClauseData", "regFunc");
        object = library.field("kotlinx.coroutines.selects.SelectImplementation$ClauseData", "clauseObject");
        ownedSelect = library.field("kotlinx.coroutines.sync.MutexImpl$SelectInstanceWithOwner", "select");
    }

    /** Returns a select or the continuation itself; null if nobody waits in this cell. */
    @Nullable
    Object inCell(@Nullable Object cell) {
        Object waiter = expanding.isIn(cell) ? expanding.get(cell) : cell;
        if (waiter == null) {
            return null;
        }
        if (ownedSelect.isIn(waiter)) {
            waiter = ownedSelect.get(waiter);
        }
        if (continuations.is(waiter)) {
            return waiter;
        }
        if (isSelect(waiter)) {
            return continuations.is(state.get(waiter)) ? waiter : null;
        }
        for (LibraryField field : wrapped) {
            if (field.isIn(waiter)) {
                return field.get(waiter);
            }
        }
        return null;
    }

    boolean isSelect(Object waiter) {
        return state.isIn(waiter);
    }

    /** Returns the continuation that resumes when the wait ends; null if the wait has ended. */
    @Nullable
    Object continuation(Object waiter) {
        Object found = isSelect(waiter) ? state.get(waiter) : waiter;
        return continuations.is(found) ? found : null;
    }

    /** Returns the role over all clauses of a select, by the functions that register them. */
    Role ofSelect(Object waiter) {
        boolean sends = false;
        boolean receives = false;
        if (clauses.get(waiter) instanceof List<?> all) {
            for (Object clause : all.toArray()) {
                Object function = registration.get(clause);
                String name = function == null ? "" : function.getClass().getName();
                boolean receive = name.contains("$onReceive");
                if (!receive && !name.contains("$onSend")) {
                    return Role.WAITER;
                }
                receives |= receive;
                sends |= !receive;
            }
        }
        return sends == receives ? Role.WAITER : sends ? Role.SENDER : Role.RECEIVER;
    }

    /** Returns the first job of a select that waits for jobs and at most a timeout; null if it has other clauses. */
    @Nullable
    Object firstOfJobsAlone(Object waiter, Class<?> job) {
        Object first = null;
        if (clauses.get(waiter) instanceof List<?> all) {
            for (Object clause : all.toArray()) {
                Object of = object.get(clause);
                if (job.isInstance(of)) {
                    first = first == null ? of : first;
                } else if (of == null || !of.getClass().getName().equals(TIME)) {
                    return null;
                }
            }
        }
        return first;
    }
}
