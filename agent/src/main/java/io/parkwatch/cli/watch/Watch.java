// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.attach.Status;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.report.ReportException;
import io.parkwatch.report.ReportReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the state of an agent every second and shows it, until a key quits or the agent is gone. */
public final class Watch {
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** The failed reads in a row that end the watch: during a garbage collection the program may miss some. */
    private static final int MOST_FAILURES = 3;

    private final ReplySource source;
    private final LongSupplier nanos;

    private @Nullable Snapshot snapshot;

    Watch(ReplySource source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    /**
     * Shows the watch on the terminal, or as lines if {@code out}, standard output, is none to draw on.
     *
     * @param json whether the lines are the reports of the looks
     */
    public static void run(ReplySource source, PrintWriter out, boolean json, LongSupplier nanos)
            throws Failure, InterruptedException {
        if (json) {
            WatchReports reports = new WatchReports(source, out);
            new Watch(reports, nanos).run(reports);
            return;
        }
        Terminal terminal = new Terminal(System.getenv());
        try (TerminalScreen screen = screen(terminal, out)) {
            new Watch(source, nanos)
                    .run(
                            screen == null
                                    ? new WatchLines(out)
                                    : new WatchScreen(screen, terminal::size, terminal.wantsColours()));
        }
    }

    private static @Nullable TerminalScreen screen(Terminal terminal, PrintWriter out) {
        if (!terminal.draws() || !Terminal.is(Terminal.OUTPUT)) {
            return null;
        }
        try {
            return terminal.screen(out);
        } catch (IOException e) {
            return null; // there is no controlling terminal, or no stty
        }
    }

    /** Runs until a key quits, or the view can no longer be seen. Throws if the first read fails, or three in a row. */
    void run(WatchView view) throws Failure, InterruptedException {
        Status status = read();
        int failures = 0;
        while (view.show(snapshot, status) && !quit(view, status)) {
            try {
                status = read();
                failures = 0;
            } catch (Failure e) {
                if (++failures == MOST_FAILURES) {
                    throw e.exitCode() == 3 ? Failure.unreachable(end(e)) : Failure.failed(end(e));
                }
            }
        }
    }

    private Status read() throws Failure {
        AgentReply reply = source.reply();
        String report = reply.report();
        try {
            snapshot = report == null ? snapshot : ReportReader.read(report);
            return reply.status();
        } catch (ReportException e) {
            throw Failure.failed(e.getMessage());
        }
    }

    /** Waits until the next read. A key only redraws: a key held down must not put load on the watched program. */
    private boolean quit(WatchView view, Status status) throws InterruptedException {
        long until = nanos.getAsLong() + BETWEEN.toNanos();
        for (long left = BETWEEN.toNanos(); left > 0; left = until - nanos.getAsLong()) {
            switch (view.pause(Duration.ofNanos(left))) {
                case QUIT -> {
                    return true;
                }
                case OTHER -> {
                    view.forget();
                    view.show(snapshot, status);
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
}
