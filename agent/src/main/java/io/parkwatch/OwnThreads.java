// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import java.util.function.Predicate;

/**
 * The agent's threads: daemons in a group of their own at the root, where programs don't look, that inherit nothing of
 * the program.
 */
final class OwnThreads implements Predicate<Thread>, Thread.UncaughtExceptionHandler {
    private static final String NAME = "parkwatch";

    private final ThreadGroup group = new ThreadGroup(OwnThread.root(), NAME);

    /** Whether a thread is the agent's: its group begins with our name, and lies at the root. */
    @Override
    public boolean test(Thread thread) {
        ThreadGroup of = thread.getThreadGroup();
        return of != null
                && of.getName().startsWith(NAME)
                && of.getParent() != null
                && of.getParent().getParent() == null;
    }

    /**
     * Not yet started, and not kept. The first one must be started by who has nothing of the program's, such as another
     * one of these.
     */
    Thread thread(Runnable work, String name) {
        return new OwnThread(group, work, name, this);
    }

    /** Not yet started. */
    Kept kept(Runnable work, String name) {
        return new Kept(group, work, name);
    }

    @Override
    public void uncaughtException(Thread failed, Throwable cause) {
        Stderr.line(failed.getName() + " ended: " + cause);
    }

    /**
     * On 17 and 18 a group stays in its parent for ever if nobody destroys it, and one with threads can't be; later
     * this does nothing.
     */
    @SuppressWarnings("removal")
    void destroyGroup() {
        if (group.activeCount() == 0) {
            group.destroy();
        } else {
            group.setDaemon(true); // goes with its last thread, the caller
        }
    }
}
