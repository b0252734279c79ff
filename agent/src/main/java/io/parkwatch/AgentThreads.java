// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.support.AgentThread;
import io.parkwatch.support.ResilientWork;
import io.parkwatch.support.Stderr;
import java.util.function.Predicate;

/** The agent's threads, in a group of their own under the root group, where programs don't look. */
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

    /** Returns a new thread, not replaced if it dies. The caller must have nothing of the program to pass on. */
    Thread thread(Runnable work, String name) {
        return new AgentThread(group, work, name, this);
    }

    ResilientWork kept(Runnable work, String name) {
        return new ResilientWork(group, work, name);
    }

    @Override
    public void uncaughtException(Thread failed, Throwable cause) {
        Stderr.line(failed.getName() + " ended: " + cause);
    }

    /** Destroys the group, which stays in its parent on 17 and 18 and cannot go while it has threads. */
    @SuppressWarnings("removal")
    void destroyGroup() {
        if (group.activeCount() == 0) {
            group.destroy();
        } else {
            group.setDaemon(true); // destroyed with its last thread, the caller
        }
    }
}
