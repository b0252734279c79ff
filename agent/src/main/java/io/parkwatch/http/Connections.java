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
 * The limits on connections that microhttp 0.11 lacks, kept where it tells of them: in its log, of which nothing is
 * printed. An {@code IOException} from here makes it close the connection that it tells of. All but the restart happens
 * on its one answering thread.
 */
final class Connections implements Logger {
    static final int MOST_OPEN = 128;
    /** Answers of up to 1 MB that wait for slow readers: what they can take of the program's heap. */
    static final int MOST_ANSWERS = 16;

    private static final long MOST_NANOS = 60_000_000_000L;

    /** Far more than scrapes and pages need. Who asks without a pause would cost half a core, whatever is asked for. */
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
     * @param restart run to begin anew, with no connection: what else could close one whose client neither reads nor
     *     leaves
     */
    Connections(LongSupplier nanoTime, Runnable restart) {
        this.nanoTime = nanoTime;
        this.second = nanoTime.getAsLong();
        this.restart = restart;
    }

    /** Whether as many answers as may wait are waiting. */
    boolean busy() {
        boolean busy = answering.size() >= MOST_ANSWERS;
        if (busy) {
            restartIfDead();
        }
        return busy;
    }

    /**
     * The next connection holds the answering thread until the latch that is returned goes to zero.
     *
     * @param most milliseconds, at most
     */
    CountDownLatch holdNext(long most) {
        CountDownLatch letGo = new CountDownLatch(1);
        holdMillis = most;
        hold = letGo;
        return letGo;
    }

    /** Waits until it is held, so many milliseconds at most: it may have died. */
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
                // One answer a connection. It would go on to read the next request in its buffer, and if that is broken
                // its thread dies.
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

    /** Beyond so many connections a second each one waits, and with it all: this is the one thread that answers. */
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
                // Then it does not hold: as if the time were over.
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
     * microhttp catches IOException around these calls everywhere, RuntimeException only in places; the log method
     * declares neither.
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // E exists only to let a checked exception pass
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }

    private static final class Close extends IOException {
        private static final long serialVersionUID = 1L;

        /** No stack: nobody reads it. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
