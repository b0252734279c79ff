// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Carries virtual threads of the agent's own: they run in the thread that calls {@link #run}, so that they never wait
 * for a carrier of the program, and have ended when that thread goes on. Needs {@code java.lang} open to us.
 */
public final class OwnCarrier implements Executor, Thread.UncaughtExceptionHandler {
    private final MethodHandle make;
    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();

    /** @throws ReflectiveOperationException this JDK makes them in another way */
    public OwnCarrier() throws ReflectiveOperationException {
        Class<?> builders = Class.forName("java.lang.ThreadBuilders");
        make = MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
                .findStatic(
                        builders,
                        "newVirtualThread",
                        MethodType.methodType(Thread.class, Executor.class, String.class, int.class, Runnable.class));
    }

    /** A virtual thread that has not started. */
    public Thread thread(String name, Runnable work) {
        try {
            Thread thread = (Thread) make.invokeExact((Executor) this, name, 0, work);
            thread.setUncaughtExceptionHandler(this);
            return thread;
        } catch (Error e) {
            throw e; // out of memory or of stack
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /**
     * The program's handler must not hear of it; whoever waits for what the thread should do finds that it has ended.
     */
    @Override
    public void uncaughtException(Thread thread, Throwable e) {}

    /** Called by the JDK where one of them may go on. */
    @Override
    public void execute(Runnable continuation) {
        ready.add(continuation);
    }

    /**
     * Runs them until each waits or has ended; false: none was ready. An interrupt of the caller's, which they would
     * take off, stays.
     */
    public boolean run() {
        boolean interrupted = Thread.interrupted();
        Runnable next = ready.poll();
        boolean any = next != null;
        for (; next != null; next = ready.poll()) {
            next.run();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return any;
    }
}
