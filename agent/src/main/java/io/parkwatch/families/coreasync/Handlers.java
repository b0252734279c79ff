// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.coreasync;

import io.parkwatch.families.Library;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Finds the waiter of a handler that stands in a channel, by the class of the handler. */
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
     * A waiter.
     *
     * @param take the operation as the program names it, if it takes
     * @param put the same if it puts
     * @param place the class of the go block's state machine or of the callback; null if not known
     * @param flag one object for all channels that the same {@code alts} waits on
     * @param blocker the blocker of its thread; null if it holds no thread
     * @param cells a go block's state; null if it is no go block
     */
    record Waiter(
            String take,
            String put,
            @Nullable Class<?> place,
            @Nullable Object flag,
            @Nullable Object blocker,
            @Nullable AtomicReferenceArray<?> cells) {}

    /** Returns the waiter; null if it no longer waits, or the handler is not the library's. */
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

    /** Reports whether no channel was ready yet. The handlers stay in the others until these are used again. */
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

    /** Returns the waiter for a go block. The first cell of its state holds its state machine. */
    private @Nullable Waiter goBlock(Object goesOn, String take, String put, @Nullable Object flag)
            throws ReflectiveOperationException {
        return closures.get(goesOn, "state") instanceof AtomicReferenceArray<?> state && state.get(0) != null
                ? new Waiter(take, put, state.get(0).getClass(), flag, null, state)
                : null;
    }

    /** Returns the channel that a go block makes when it starts; null if not known. */
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

    /** Returns the waiter for a thread that is blocked by a promise, or for a callback of the program. */
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

    /** Returns the promise that a function delivers to; null if it is another function. */
    private @Nullable Object promise(Object callback, String name) throws ReflectiveOperationException {
        boolean partial = name.startsWith("clojure.core$partial$");
        if (!partial && !name.startsWith(ASYNC + "fn__")) {
            return null;
        }
        Object found = closures.find(callback, partial ? "arg1" : "p");
        return found != null && found.getClass().getName().startsWith(PROMISE) ? found : null;
    }
}
