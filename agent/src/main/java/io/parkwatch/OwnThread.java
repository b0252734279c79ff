// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

/**
 * A platform thread of the agent's: a daemon that has nothing of the program's, and whose exceptions do not reach the
 * program's handler. A program that interrupts all threads does not reach it: with an interrupt that nobody takes a
 * park or a selector would spin.
 */
public final class OwnThread extends Thread {
    /** The first one must be made by who has nothing of the program's, such as another one of these. */
    public OwnThread(ThreadGroup group, Runnable work, String name, UncaughtExceptionHandler handler) {
        super(group, work, name, 0, false);
        setDaemon(true);
        setUncaughtExceptionHandler(handler);
        setContextClassLoader(OwnThread.class.getClassLoader());
    }

    /** The group at the root, where programs don't look. */
    public static ThreadGroup root() {
        ThreadGroup top = currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        return top;
    }

    @Override
    public void interrupt() {
        // Nothing of ours waits for one.
    }
}
