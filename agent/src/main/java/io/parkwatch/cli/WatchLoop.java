// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.Status;
import io.parkwatch.attach.Told;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.report.ReportException;
import io.parkwatch.report.ReportReader;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks an agent again and again and shows what it tells, until somebody quits or the agent is gone. */
final class WatchLoop {
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** A program that collects garbage may miss an answer: that is no end. */
    private static final int MOST_FAILURES = 3;

    private final Source source;
    private final LongSupplier nanos;

    private @Nullable Snapshot snapshot;
    private @Nullable Status status;

    /** {@code nanos}: a clock for spans of time. */
    WatchLoop(Source source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    /**
     * Returns when somebody quits, or when nobody can see the view any more.
     *
     * @throws Failure the first ask failed, with its own line; or three asks in a row did: then its line begins with
     *     what was watched, since the JVM ended or the agent left
     */
    void run(WatchView view) throws Failure, InterruptedException {
        ask();
        int failures = 0;
        while (show(view) && !quit(view)) {
            try {
                ask();
                failures = 0;
            } catch (Failure e) {
                if (++failures == MOST_FAILURES) {
                    throw e.exitCode() == 3 ? Failure.unreachable(end(e)) : Failure.failed(end(e));
                }
            }
        }
    }

    private void ask() throws Failure {
        Told told = source.told();
        String report = told.report();
        if (report != null) {
            try {
                snapshot = ReportReader.read(report);
            } catch (ReportException e) {
                throw Failure.failed(e.getMessage());
            }
        }
        status = told.status();
    }

    private boolean show(WatchView view) {
        return status == null || view.show(snapshot, status);
    }

    /** Waits for the next ask. A key draws, and does not ask: a key held down must not load the watched program. */
    private boolean quit(WatchView view) throws InterruptedException {
        long until = nanos.getAsLong() + BETWEEN.toNanos();
        for (long left = BETWEEN.toNanos(); left > 0; left = until - nanos.getAsLong()) {
            switch (view.pause(Duration.ofNanos(left))) {
                case QUIT -> {
                    return true;
                }
                case OTHER -> {
                    view.again();
                    show(view);
                }
                case NONE -> {}
            }
        }
        return false;
    }

    private String end(Failure last) {
        if (snapshot == null) {
            return "the agent does not answer any more: " + last.getMessage();
        }
        return WatchWords.program(snapshot.jvm()) + " is not watched any more, last seen at "
                + WatchWords.time(snapshot.at()) + " UTC: " + last.getMessage();
    }

    /** The agent that is asked. */
    interface Source {
        Told told() throws Failure;
    }
}
