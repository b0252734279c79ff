// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels.coreasync;

import io.parkwatch.channels.Library;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * From a handler that stands in a channel to who waits. Handlers are objects of the library's, told apart by their
 * classes.
 */
final class Handlers {
    private static final String ASYNC = "clojure.core.async$";
    private static final String IOC = "clojure.core.async.impl.ioc_macros$";
    private static final String IOC_NAMESPACE = "clojure.core.async.impl.ioc-macros";
    private static final String PROMISE = "clojure.core$promise$";

    private final Closures closures;
    private final Vars vars;
    private final VarHandle sync;

    Handlers(Closures closures, Vars vars) throws ReflectiveOperationException {
        this.closures = closures;
        this.vars = vars;
        sync = Library.field(CountDownLatch.class, "sync");
    }

    /**
     * Who waits.
     *
     * @param take as the program names the operation, where it takes
     * @param put the same where it puts
     * @param place the class of the go block's state machine or of the callback; null: not known
     * @param flag one object for all channels that the same {@code alts} waits on
     * @param blocker what its thread is parked by; null: it holds none
     * @param cells a go block's state; null: it is none
     */
    record Waiter(
            String take,
            String put,
            @Nullable Class<?> place,
            @Nullable Object flag,
            @Nullable Object blocker,
            @Nullable AtomicReferenceArray<?> cells) {}

    /** Null: nobody waits any more, or it is a handler of somebody else's. */
    @Nullable
    Waiter of(Object handler) throws ReflectiveOperationException {
        String name = handler.getClass().getName();
        if (name.startsWith(IOC + "fn_handler$")) {
            Object goesOn = closures.get(handler, "f");
            return goesOn != null && isGo(goesOn) ? goBlock(goesOn, "<!", ">!", null) : null;
        }
        if (name.startsWith(ASYNC + "fn_handler$")) {
            Object callback = closures.plain(closures.get(handler, "f"));
            return callback == null ? null : other(callback, "", null);
        }
        if (name.startsWith(ASYNC + "alt_handler$")) {
            Object flag = closures.get(handler, "flag");
            return flag == null || !isActive(flag) ? null : ofAlts(handler, flag);
        }
        return null;
    }

    private static boolean isGo(Object function) {
        String name = function.getClass().getName();
        return name.startsWith(IOC + "take_BANG_$")
                || name.startsWith(IOC + "put_BANG_$")
                || name.startsWith(ASYNC + "ioc_alts_BANG_$");
    }

    /** Whether none of its channels was ready yet: the handlers stay in the other ones until these are used again. */
    private boolean isActive(Object flag) throws ReflectiveOperationException {
        Object atom = closures.get(flag, "flag");
        Object state = atom == null ? null : closures.get(atom, "state");
        return state instanceof AtomicReference<?> value && Boolean.TRUE.equals(value.get());
    }

    private @Nullable Waiter ofAlts(Object handler, Object flag) throws ReflectiveOperationException {
        Object callback = closures.plain(closures.get(handler, "cb"));
        Object goesOn = callback == null ? null : closures.plain(closures.get(callback, "fret"));
        if (goesOn == null) {
            return null;
        }
        return isGo(goesOn) ? goBlock(goesOn, "alts!", "alts!", flag) : other(goesOn, "alts", flag);
    }

    /** The first cell of a go block's state holds its state machine. */
    private @Nullable Waiter goBlock(Object goesOn, String take, String put, @Nullable Object flag)
            throws ReflectiveOperationException {
        return closures.get(goesOn, "state") instanceof AtomicReferenceArray<?> state && state.get(0) != null
                ? new Waiter(take, put, state.get(0).getClass(), flag, null, state)
                : null;
    }

    /**
     * The channel that a go block makes as it starts, in the cell that releases number on their own; null: it is not
     * known.
     */
    @Nullable
    Object result(Waiter waiter) {
        AtomicReferenceArray<?> cells = waiter.cells;
        if (cells == null) {
            return null;
        }
        try {
            Object number = vars.value(vars.find(IOC_NAMESPACE, "USER-START-IDX"));
            return number instanceof Long at && at >= 0 && at < cells.length() ? cells.get((int) (long) at) : null;
        } catch (ReflectiveOperationException unnumbered) {
            return null;
        }
    }

    /** A thread that is blocked by a promise, or a function of the program's that shall be called. */
    private Waiter other(Object callback, String alts, @Nullable Object flag) throws ReflectiveOperationException {
        String name = callback.getClass().getName();
        boolean all = !alts.isEmpty();
        Object promise = promise(callback, name);
        if (promise != null && closures.get(promise, "d") instanceof CountDownLatch latch) {
            return new Waiter(
                    all ? "alts!!" : "<!!", all ? "alts!!" : ">!!", null, flag, sync.getVolatile(latch), null);
        }
        // One function stands for all puts without a callback.
        Class<?> place = name.equals(ASYNC + "nop") || name.startsWith(ASYNC + "fn__") ? null : callback.getClass();
        return new Waiter(all ? "alts!" : "take!", all ? "alts!" : "put!", place, flag, null, null);
    }

    /** The promise that a function delivers to; null: it is another function. */
    private @Nullable Object promise(Object callback, String name) throws ReflectiveOperationException {
        boolean partial = name.startsWith("clojure.core$partial$");
        if (!partial && !name.startsWith(ASYNC + "fn__")) {
            return null;
        }
        Object found = closures.find(callback, partial ? "arg1" : "p");
        return found != null && found.getClass().getName().startsWith(PROMISE) ? found : null;
    }
}
