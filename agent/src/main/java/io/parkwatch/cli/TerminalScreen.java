// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A terminal taken over: the other screen, no cursor, no echo, keys without Enter. {@link #close} gives it back as it
 * was; so does the end of the JVM by Ctrl-C, SIGTERM or SIGHUP. After {@code kill -9} only {@code reset} helps.
 */
final class TerminalScreen implements AutoCloseable {
    /** Ctrl-Z would stop us with the terminal taken over: it is made a key like others. Ctrl-C stays a signal. */
    private static final String[] RAW = {"-icanon", "-echo", "min", "0", "time", "0", "susp", "undef"};

    /** Without line wrap, so that a character wider here than we know cannot shift the screen. */
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";

    private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final long STEP_MILLIS = 50;
    private static final int MOST_KEYS = 1_024;
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final int ESCAPE = 27;

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

    /**
     * Owns {@code keys} from then on.
     *
     * @throws IOException {@code stty} refused; the terminal is as it was
     */
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

    /** Replaces the screen by these lines, which may hold colours; each must fit the width. */
    void draw(List<String> lines) {
        StringBuilder all = new StringBuilder();
        // What is below goes first: if nothing is, this takes the last line, which is written again.
        all.append("\u001b[").append(lines.size() + 1).append(";1H\u001b[J");
        for (int row = 0; row < lines.size(); row++) {
            // Cleared before it is written: behind the last column a clear would take the last character.
            all.append("\u001b[").append(row + 1).append(";1H\u001b[K").append(lines.get(row));
        }
        print(all.toString());
    }

    /** What stays on the normal screen when this one is closed. */
    void leaves(List<String> lines) {
        left = lines;
    }

    /** The next key, or {@link Key#NONE} after {@code atMost}, which is counted in steps of 50 ms. */
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
            // Asked first, and so never blocked, even if another program turned the line mode on again.
            if (closed || keys.available() <= 0) {
                return closed ? Key.QUIT : Key.NONE;
            }
            // readNBytes would ask for the position, which a terminal has not.
            byte[] pressed = new byte[MOST_KEYS];
            return key(Arrays.copyOf(pressed, Math.max(0, keys.read(pressed))));
        } catch (IOException e) {
            return Key.QUIT; // the terminal is gone
        }
    }

    private static Key key(byte[] pressed) {
        if (pressed.length > 0 && pressed[0] == ESCAPE) {
            return Key.OTHER; // an arrow or function key: letters follow that nobody pressed
        }
        for (byte b : pressed) {
            if (b == 'q' || b == 'Q' || b == CTRL_C || b == CTRL_D) {
                return Key.QUIT;
            }
        }
        return pressed.length == 0 ? Key.NONE : Key.OTHER;
    }

    private void print(String text) {
        lock.lock();
        try {
            if (!closed) { // the hook may have given the terminal back while the watch still runs
                out.print(text);
                out.flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the terminal is as it was, also if another thread is at it: the JVM must not end before. */
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
            // Nothing is read from it any more.
        }
    }

    /** Ctrl-C reaches the programs that we run too: a second one must not keep the terminal from being given back. */
    private void restore() {
        for (int tries = 3; tries > 0; tries--) {
            try {
                stty.run(before);
                return;
            } catch (IOException e) {
                // Next try; past the last one the terminal is gone.
            }
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM ends: it runs.
        }
    }

    /** What was pressed: {@code QUIT} is q, Ctrl-C, Ctrl-D or the end of the terminal. */
    enum Key {
        NONE,
        OTHER,
        QUIT
    }

    /** Sets or tells the terminal's modes. */
    interface Stty {
        String run(String... arguments) throws IOException;
    }
}
