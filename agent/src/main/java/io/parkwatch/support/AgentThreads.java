// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

import java.util.function.Predicate;

/** Threads of the agent, in a group of their own under the root group, where programs don't look. */
public final class AgentThreads implements Predicate<Thread>, Thread.UncaughtExceptionHandler {
    private static final String PREFIX = "parkwatch";

    private final ThreadGroup group;

    /** Creates a group, whose name must begin with {@code parkwatch}. */
    public AgentThreads(String name) {
        group = new ThreadGroup(AgentThread.root(), name);
    }

    /** Reports whether a thread is the agent's: its group's name begins with {@code parkwatch}, under the root. */
    @Override
    public boolean test(Thread thread) {
        ThreadGroup of = thread.getThreadGroup();
        return of != null
                && of.getName().startsWith(PREFIX)
                && of.getParent() != null
                && of.getParent().getParent() == null;
    }

    /** Returns a new thread, not replaced if it dies. The caller must have nothing of the program to pass on. */
    public Thread thread(Runnable work, String name) {
        return new AgentThread(group, work, name, this);
    }

    public ResilientWork kept(Runnable work, String name) {
        return new ResilientWork(group, work, name);
    }

    @Override
    public void uncaughtException(Thread failed, Throwable cause) {
        Stderr.line(failed.getName() + " ended: " + cause);
    }

    /** Destroys the group, which stays in its parent on 17 and 18 and cannot go while it has threads. */
    @SuppressWarnings("removal")
    public void destroyGroup() {
        if (group.activeCount() == 0) {
            group.destroy();
        } else {
            group.setDaemon(true); // destroyed with its last thread, such as the caller
        }
    }
}
