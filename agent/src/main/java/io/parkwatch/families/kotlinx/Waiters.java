// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.finding.Role;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the continuation that waits in a cell. */
final class Waiters {
    private static final String TIME = "kotlinx.coroutines.selects.OnTimeout";

    private final Class<?> expanding;
    private final VarHandle expandingWaiter;
    private final Wrapper[] wrappers;
    private final Class<?> select;
    private final VarHandle state;
    private final VarHandle clauses;
    private final VarHandle registration;
    private final VarHandle object;
    private final Class<?> ownedSelect;
    private final VarHandle ownedSelectOf;
    private final Continuations continuations;

    /** A class of waiters that has the continuation in a field. */
    private record Wrapper(Class<?> type, VarHandle continuation) {}

    Waiters(Library library, Continuations continuations) throws ReflectiveOperationException {
        this.continuations = continuations;
        expanding = library.type("kotlinx.coroutines.channels.WaiterEB");
        expandingWaiter = Library.field(expanding, "waiter");
        wrappers = new Wrapper[] {
            wrapper(library, "channels.BufferedChannel$BufferedChannelIterator", "continuation"),
            wrapper(library, "channels.ReceiveCatching", "cont"),
            wrapper(library, "channels.BufferedChannel$SendBroadcast", "cont"),
            wrapper(library, "sync.MutexImpl$CancellableContinuationWithOwner", "cont")
        };
        select = library.type("kotlinx.coroutines.selects.SelectImplementation");
        state = Library.field(select, "state", "state$volatile");
        clauses = Library.field(select, "clauses");
        Class<?> clause = library.type("kotlinx.coroutines.selects.SelectImplementation$ClauseData");
        registration = Library.field(clause, "regFunc");
        object = Library.field(clause, "clauseObject");
        ownedSelect = library.type("kotlinx.coroutines.sync.MutexImpl$SelectInstanceWithOwner");
        ownedSelectOf = Library.field(ownedSelect, "select");
    }

    private static Wrapper wrapper(Library library, String type, String field) throws ReflectiveOperationException {
        Class<?> found = library.type("kotlinx.coroutines." + type);
        return new Wrapper(found, Library.field(found, field));
    }

    /** Returns a select or the continuation itself; null if nobody waits in this cell. */
    @Nullable
    Object inCell(@Nullable Object cell) {
        Object waiter = expanding.isInstance(cell) ? expandingWaiter.get(cell) : cell;
        if (waiter == null) {
            return null;
        }
        if (ownedSelect.isInstance(waiter)) {
            waiter = ownedSelectOf.get(waiter);
        }
        if (continuations.is(waiter)) {
            return waiter;
        }
        if (select.isInstance(waiter)) {
            return continuations.is(state.getVolatile(waiter)) ? waiter : null;
        }
        for (Wrapper wrapper : wrappers) {
            if (wrapper.type.isInstance(waiter)) {
                return wrapper.continuation.getVolatile(waiter);
            }
        }
        return null;
    }

    boolean isSelect(Object waiter) {
        return select.isInstance(waiter);
    }

    /** Returns the continuation that resumes when the wait ends; null if the wait has ended. */
    @Nullable
    Object continuation(Object waiter) {
        Object found = isSelect(waiter) ? state.getVolatile(waiter) : waiter;
        return continuations.is(found) ? found : null;
    }

    /** Returns the role over all clauses of a select, by the functions that register them. */
    Role ofSelect(Object waiter) {
        boolean sends = false;
        boolean receives = false;
        if (clauses.getVolatile(waiter) instanceof List<?> all) {
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
        if (clauses.getVolatile(waiter) instanceof List<?> all) {
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
