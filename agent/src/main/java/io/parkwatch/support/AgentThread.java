// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

/**
 * A platform thread of the agent: a daemon that inherits nothing from the program. It ignores interrupts, since a
 * program may interrupt all threads: with an interrupt that is never cleared, a park or a selector would spin.
 */
public final class AgentThread extends Thread {
    /** Creates a thread. The caller must have nothing of the program to pass on, as another agent thread has. */
    public AgentThread(ThreadGroup group, Runnable work, String name, UncaughtExceptionHandler handler) {
        super(group, work, name, 0, false);
        setDaemon(true);
        setUncaughtExceptionHandler(handler);
        setContextClassLoader(AgentThread.class.getClassLoader());
    }

    /** Returns the root thread group, where programs don't look. */
    public static ThreadGroup root() {
        ThreadGroup top = currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top;
    }

    @Override
    public void interrupt() {
        // Nothing in the agent waits for an interrupt.
    }
}
