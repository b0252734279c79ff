// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's {@code FinalReference}, which works without finalization too. The collector enqueues one once its thread
 * can be reached in no other way, and leaves it alive. Needs {@code java.lang.ref} open to the agent.
 */
final class Witness {
    private final ReferenceQueue<Thread> queue = new ReferenceQueue<>();
    private final MethodHandle make;
    private final MethodHandle thread;
    private final VarHandle queueOf;
    private final VarHandle next;

    /** Whether the JDK checks its own assertions (-esa). One of them forbids reading a reference that has not fired. */
    private final boolean asserts = Reference.class.desiredAssertionStatus();

    /** @throws ReflectiveOperationException if this JDK has another kind */
    Witness() throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.lang.ref.FinalReference");
        make = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                .findConstructor(type, MethodType.methodType(void.class, Object.class, ReferenceQueue.class))
                .asType(MethodType.methodType(Reference.class, Thread.class, ReferenceQueue.class));
        Lookup reference = MethodHandles.privateLookupIn(Reference.class, MethodHandles.lookup());
        // On 25 get() of such a reference throws.
        thread = reference
                .findVirtual(Reference.class, "getFromInactiveFinalReference", MethodType.methodType(Object.class))
                .asType(MethodType.methodType(Thread.class, Reference.class));
        queueOf = reference.findVarHandle(Reference.class, "queue", ReferenceQueue.class);
        next = reference.findVarHandle(Reference.class, "next", Reference.class);
    }

    /** The collector reports once when nothing else holds the thread. Dropped before, the thread may be collected. */
    Reference<?> arm(Thread witnessed) {
        try {
            return (Reference<?>) make.invokeExact(witnessed, queue);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /** Arms a witness again that has fired. A new one would be young, and G1 holds what young references lead to. */
    void rearm(Reference<?> fired) {
        queueOf.setVolatile(fired, queue);
        next.setVolatile(fired, (Reference<?>) null);
    }

    /** Returns a witness that has fired, and holds its thread now; null if none does within this many milliseconds. */
    @Nullable
    Reference<?> fired(long millis) throws InterruptedException {
        return millis == 0 ? queue.poll() : queue.remove(millis);
    }

    /**
     * Returns the thread of a witness, whether it has fired or not; null if it can't be read here. Reads the field
     * directly, since {@code Reference.get} would make a marking that is under way keep the thread
     * (docs/decisions/0012). The caller may use the thread, since the collector leaves it alive, but must not keep or
     * store it.
     */
    @Nullable
    Thread peek(Reference<?> armed) {
        return asserts ? null : thread(armed);
    }

    Thread thread(Reference<?> fired) {
        try {
            return (Thread) thread.invokeExact(fired);
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }
}
