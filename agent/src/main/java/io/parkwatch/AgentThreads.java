// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.support.AgentThread;
import io.parkwatch.support.ResilientWork;
import io.parkwatch.support.Stderr;
import java.util.function.Predicate;

/**
 * The agent's threads. They are daemons in a group of their own under the root group, where programs don't look, and
 * inherit nothing from the program.
 */
final class AgentThreads implements Predicate<Thread>, Thread.UncaughtExceptionHandler {
    private static final String NAME = "parkwatch";

    private final ThreadGroup group = new ThreadGroup(AgentThread.root(), NAME);

    /** Reports whether a thread is the agent's: its group's name begins with {@code parkwatch}, under the root. */
    @Override
    public boolean test(Thread thread) {
        ThreadGroup of = thread.getThreadGroup();
        return of != null
                && of.getName().startsWith(NAME)
                && of.getParent() != null
                && of.getParent().getParent() == null;
    }

    /**
     * Returns a thread that has not been started, and is not replaced if it dies. The caller must have nothing of the
     * program to pass on, as another agent thread has.
     */
    Thread thread(Runnable work, String name) {
        return new AgentThread(group, work, name, this);
    }

    /** Returns work that has not been started. */
    ResilientWork kept(Runnable work, String name) {
        return new ResilientWork(group, work, name);
    }

    @Override
    public void uncaughtException(Thread failed, Throwable cause) {
        Stderr.line(failed.getName() + " ended: " + cause);
    }

    /**
     * Destroys the group. On 17 and 18 a group stays in its parent until it is destroyed, which is impossible while it
     * has threads. On later releases this does nothing.
     */
    @SuppressWarnings("removal")
    void destroyGroup() {
        if (group.activeCount() == 0) {
            group.destroy();
        } else {
            group.setDaemon(true); // destroyed with its last thread, the caller
        }
    }
}
