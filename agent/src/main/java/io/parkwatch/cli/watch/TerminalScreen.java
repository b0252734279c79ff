// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A terminal that this command has taken over: the alternate screen, no cursor, no echo, keys without Enter.
 * {@link #close} restores it, and so does the end of the JVM by Ctrl-C, SIGTERM or SIGHUP. After {@code kill -9} only
 * {@code reset} helps.
 */
final class TerminalScreen implements AutoCloseable {
    /** Makes Ctrl-Z an ordinary key: it would stop this JVM without restoring the terminal. Ctrl-C stays a signal. */
    private static final String[] RAW = {"-icanon", "-echo", "min", "0", "time", "0", "susp", "undef"};

    /** Turns line wrap off, so that a character wider than expected cannot shift the screen. */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";

    private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final long STEP_MILLIS = 50;
    private static final int MOST_KEYS = 1_024;
    private static final String QUITS = "qQ\u0003\u0004"; // with Ctrl-C and Ctrl-D
    private static final String ESCAPE = "\u001b";

    private final PrintWriter out;
    private final InputStream keys;
    private final Stty stty;
    private final String before;
    private final Thread hook = new Thread(this::close, "parkwatch-terminal");
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean closed;
    private volatile List<String> left = List.of();

    private TerminalScreen(PrintWriter out, InputStream keys, Stty stty, String before) {
        this.out = out;
        this.keys = keys;
        this.stty = stty;
        this.before = before;
    }

    /** Takes over the terminal and the keys. If {@code stty} fails, this throws and leaves the terminal unchanged. */
    static TerminalScreen open(PrintWriter out, InputStream keys, Stty stty) throws IOException {
        TerminalScreen screen = new TerminalScreen(out, keys, stty, stty.run("-g"));
        try {
            Runtime.getRuntime().addShutdownHook(screen.hook); // before the change that it undoes
        } catch (IllegalStateException e) {
            throw new IOException("this JVM ends already", e);
        }
        try {
            stty.run(RAW);
        } catch (IOException e) {
            screen.removeHook();
            throw e;
        }
        screen.print(ENTER);
        return screen;
    }

    /** Replaces the screen by these lines. They may contain colours; each must fit the width. */
    void draw(List<String> lines) {
        StringBuilder all = new StringBuilder();
        // Clears below the lines first. If no row is left below, this clears the last line, which is written next.
        all.append("\u001b[").append(lines.size() + 1).append(";1H\u001b[J");
        for (int row = 0; row < lines.size(); row++) {
            // Clears first: after the last column a clear would remove the last character.
            all.append("\u001b[").append(row + 1).append(";1H\u001b[K").append(lines.get(row));
        }
        print(all.toString());
    }

    /** Sets the lines that stay on the normal screen after {@link #close}. */
    void leaves(List<String> lines) {
        left = lines;
    }

    /** Returns the next key, or {@link Key#NONE} after {@code atMost}, which is measured in steps of 50 ms. */
    Key key(Duration atMost) throws InterruptedException {
        for (long left = atMost.toMillis(); ; left -= STEP_MILLIS) {
            Key key = pressed();
            if (key != Key.NONE || left <= 0) {
                return key;
            }
            TimeUnit.MILLISECONDS.sleep(Math.min(left, STEP_MILLIS));
        }
    }

    private Key pressed() {
        try {
            // Asks for available bytes first, so that it never blocks, even if another program restored line mode.
            if (closed || keys.available() <= 0) {
                return closed ? Key.QUIT : Key.NONE;
            }
            // readNBytes would ask for the position, which a terminal does not have.
            byte[] pressed = new byte[MOST_KEYS];
            int length = keys.read(pressed);
            return length <= 0 ? Key.NONE : key(new String(pressed, 0, length, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Key.QUIT; // the terminal is gone
        }
    }

    private static Key key(String pressed) {
        // An arrow or function key begins with an escape, and the letters after it are not keys.
        boolean quits = !pressed.startsWith(ESCAPE) && pressed.chars().anyMatch(c -> QUITS.indexOf(c) >= 0);
        return quits ? Key.QUIT : Key.OTHER;
    }

    private void print(String text) {
        lock.lock();
        try {
            if (!closed) { // the hook may have restored the terminal while the watch still runs
                out.print(text);
                out.flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the terminal is restored, even by another thread: the JVM must not end before that. */
    @Override
    public void close() {
        boolean mine = false;
        try {
            mine = lock.tryLock(2, TimeUnit.SECONDS); // a terminal halted by Ctrl-S holds the lock while it is drawn
            giveBack();
        } catch (InterruptedException e) {
            giveBack();
            Thread.currentThread().interrupt();
        } finally {
            if (mine) {
                lock.unlock();
            }
        }
        removeHook();
    }

    private void giveBack() {
        if (closed) {
            return;
        }
        closed = true;
        restore();
        out.print(LEAVE);
        left.forEach(out::println);
        out.flush();
        try {
            keys.close();
        } catch (IOException e) {
            // The keys are no longer read.
        }
    }

    /** Retries, since Ctrl-C also reaches the programs that this command runs: a second one may end {@code stty}. */
    private void restore() {
        for (int tries = 3; tries > 0; tries--) {
            try {
                stty.run(before);
                return;
            } catch (IOException e) {
                // Try again. After the last attempt the terminal is gone.
            }
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook runs.
        }
    }

    /** A key: {@code QUIT} is q, Ctrl-C, Ctrl-D or the end of the terminal. */
    enum Key {
        NONE,
        OTHER,
        QUIT
    }

    interface Stty {
        String run(String... arguments) throws IOException;
    }
}
