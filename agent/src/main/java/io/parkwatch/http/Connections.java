// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.microhttp.LogEntry;
import org.microhttp.Logger;

/**
 * Enforces limits on connections that microhttp 0.11 lacks. It sees the connections as microhttp's logger, and prints
 * nothing. An {@code IOException} from here makes microhttp close the connection that it logs. Everything but the
 * restart runs on its one answering thread.
 */
final class Connections implements Logger {
    static final int MOST_OPEN = 128;
    /** The most answers, of up to 1 MB each, that wait for slow readers: they take up the program's heap. */
    static final int MOST_ANSWERS = 16;

    private static final long MOST_NANOS = 60_000_000_000L;

    /** Far more than scrapes and pages need. A client that asks without a pause would cost half a core. */
    private static final int MOST_A_SECOND = 100;

    private static final long SECOND = 1_000_000_000L;
    private static final long PAUSE = 20_000_000L;

    private final LongSupplier nanoTime;
    private final Runnable restart;
    private final Map<String, Long> open = new HashMap<>();
    private final Map<String, Long> answering = new HashMap<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile @Nullable CountDownLatch hold;
    private volatile long holdMillis;
    private long second;
    private int accepted;

    /**
     * @param restart starts a new loop without connections: there is no other way to close a connection whose client
     *     neither reads nor leaves
     */
    Connections(LongSupplier nanoTime, Runnable restart) {
        this.nanoTime = nanoTime;
        this.second = nanoTime.getAsLong();
        this.restart = restart;
    }

    /** Reports whether the limit of waiting answers is reached. */
    boolean busy() {
        boolean busy = answering.size() >= MOST_ANSWERS;
        if (busy) {
            restartIfDead();
        }
        return busy;
    }

    /**
     * Makes the next connection hold the answering thread until the returned latch reaches zero.
     *
     * @param most the longest hold, in milliseconds
     */
    CountDownLatch holdNext(long most) {
        CountDownLatch letGo = new CountDownLatch(1);
        holdMillis = most;
        hold = letGo;
        return letGo;
    }

    /** Waits until the answering thread is held, at most {@code most} milliseconds, since it may have died. */
    void awaitHeld(long most) throws InterruptedException {
        boolean unused = held.await(most, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public void log(LogEntry... entries) {
        String id = value(entries, "id");
        switch (value(entries, "event")) {
            case "accept" -> accept(id);
            case "response_ready" -> answering.put(id, nanoTime.getAsLong());
            case "write_response" -> {
                closed(id);
                // One answer per connection. Otherwise microhttp reads the next request in its buffer, and its thread
                // dies if that one is malformed.
                throw Connections.<RuntimeException>unchecked(new Close());
            }
            case "request_timeout", "read_close", "exceed_request_max_close", "close_after_response" -> closed(id);
            default -> {}
        }
    }

    @Override
    public void log(Exception e, LogEntry... entries) {
        closed(value(entries, "id"));
        if (value(entries, "event").endsWith("event_loop_terminate")) {
            restart.run();
        }
    }

    /** Delays connections past the limit per second, and so all of them: this is the only answering thread. */
    private void pace() {
        long now = nanoTime.getAsLong();
        if (now - second >= SECOND) {
            second = now;
            accepted = 0;
        }
        accepted++;
        if (accepted > MOST_A_SECOND) {
            LockSupport.parkNanos(this, PAUSE);
        }
    }

    private void accept(String id) {
        pace();
        CountDownLatch until = hold;
        if (until != null) {
            held.countDown();
            try {
                boolean unused = until.await(holdMillis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                // The hold is over, as after the time-out.
            }
        }
        if (open.size() >= MOST_OPEN) {
            restartIfDead();
            throw Connections.<RuntimeException>unchecked(new Close());
        }
        open.put(id, nanoTime.getAsLong());
    }

    private void closed(String id) {
        open.remove(id);
        answering.remove(id);
    }

    private void restartIfDead() {
        long now = nanoTime.getAsLong();
        for (long since : answering.values()) {
            if (now - since > MOST_NANOS) {
                restart.run();
                return;
            }
        }
    }

    private static String value(LogEntry[] entries, String key) {
        for (LogEntry entry : entries) {
            if (entry.key().equals(key)) {
                return entry.value();
            }
        }
        return "";
    }

    /**
     * Throws a checked exception. microhttp catches IOException around all calls of the logger, RuntimeException only
     * around some, and the log method declares neither.
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // E exists only to let a checked exception pass
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }

    private static final class Close extends IOException {
        private static final long serialVersionUID = 1L;

        /** Records no stack trace, since nobody reads it. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
