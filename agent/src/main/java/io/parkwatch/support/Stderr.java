// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

import io.parkwatch.text.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * The agent's only output to people: lines on the standard error of the process, whatever the program has made of
 * {@code System.err}. A write to a full pipe that nobody reads never returns, so each line has a thread. While one of
 * them hangs, further lines are dropped and counted.
 */
public final class Stderr implements Runnable, Thread.UncaughtExceptionHandler {
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    /** How long a caller waits for its line to be written: the program may be about to end. */
    private static final long MOST_MILLIS = 1000;

    /** A line contains hosts, paths and exception messages of any length, and the log belongs to the program. */
    private static final int MOST_CHARACTERS = 2000;

    private static final String PREFIX = "parkwatch: ";

    @SuppressWarnings("NonFinalStaticField")
    private static @Nullable Thread writing;

    @SuppressWarnings("NonFinalStaticField")
    private static int dropped;

    private final String text;

    private Stderr(String text) {
        this.text = text;
    }

    /** Prints {@code parkwatch: } and the text, cut and cleaned. Never throws, and returns within a second. */
    public static synchronized void line(String text) {
        Thread last = writing;
        if (last != null && last.isAlive()) {
            dropped++;
            return;
        }
        String missing = dropped == 0
                ? ""
                : PREFIX + "lines that standard error did not take before this one: " + dropped
                        + System.lineSeparator();
        dropped = 0;
        Stderr line = new Stderr(missing + PREFIX + Printable.line(cut(text)));
        try {
            await(begun(line));
        } catch (Throwable e) { // no more threads, or the program has a security manager
            line.run();
        }
    }

    @SuppressWarnings("removal") // only where there are security managers
    private static Thread begun(Stderr line) {
        try {
            return begin(line);
        } catch (RuntimeException e) { // a security manager, and the caller is a thread of the program
            return AccessController.doPrivileged(new Begin(line));
        }
    }

    private static Thread begin(Stderr line) {
        Thread next = new AgentThread(group(), line, "parkwatch-stderr", line);
        writing = next;
        next.start();
        return next;
    }

    private record Begin(Stderr line) implements PrivilegedAction<Thread> {
        @Override
        public Thread run() {
            return begin(line);
        }
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }

    @Override
    public void run() {
        OUT.println(text);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable e) {
        // The program may have stopped the thread. There is nowhere else to report it.
    }

    /** Waits for the line. Restores an interrupt of the caller, which belongs to the program. */
    private static void await(Thread writer) {
        boolean interrupted = Thread.interrupted();
        try {
            writer.join(MOST_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns a new group. On 17 and 18 it is destroyed with its thread. */
    @SuppressWarnings("removal")
    private static ThreadGroup group() {
        ThreadGroup group = new ThreadGroup(AgentThread.root(), "parkwatch-stderr");
        group.setDaemon(true);
        return group;
    }
}
