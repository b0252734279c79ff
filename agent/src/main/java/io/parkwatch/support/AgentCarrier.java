// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Carries the agent's own virtual threads. They run in the thread that calls {@link #run}, so that they never wait for
 * a carrier of the program and do not outlast that call. Requires {@code java.lang} to be open to the agent.
 */
public final class AgentCarrier implements Executor, Thread.UncaughtExceptionHandler {
    private final MethodHandle make;
    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();

    /** @throws ReflectiveOperationException if this JDK creates virtual threads in another way */
    public AgentCarrier() throws ReflectiveOperationException {
        Class<?> builders = Class.forName("java.lang.ThreadBuilders");
        make = MethodHandles.privateLookupIn(builders, MethodHandles.lookup())
                .findStatic(
                        builders,
                        "newVirtualThread",
                        MethodType.methodType(Thread.class, Executor.class, String.class, int.class, Runnable.class));
    }

    /** Returns a virtual thread that has not been started. */
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
     * Does nothing, so that the program's handler is not called. A caller that waits for the thread's work sees that
     * the thread has ended.
     */
    @Override
    public void uncaughtException(Thread thread, Throwable e) {}

    /** Called by the JDK when one of the threads can continue. */
    @Override
    public void execute(Runnable continuation) {
        ready.add(continuation);
    }

    /**
     * Runs the threads until each waits or has ended. Returns false if none was ready. Keeps the interrupt status of
     * the caller, which the threads would clear.
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
