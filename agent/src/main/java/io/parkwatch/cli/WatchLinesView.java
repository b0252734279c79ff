// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.Status;
import io.parkwatch.finding.Snapshot;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A watch as lines on a file or a pipe: no keys, it ends by a signal or with its reader. */
final class WatchLinesView implements WatchView {
    private final PrintWriter out;
    private final Pause pause;
    private @Nullable Snapshot shown;
    private boolean wasKnown;

    WatchLinesView(PrintWriter out, Pause pause) {
        this.out = out;
        this.pause = pause;
    }

    @Override
    public boolean show(@Nullable Snapshot snapshot, Status status) {
        if (snapshot == null) {
            return true;
        }
        List<String> lines = shown == null ? WatchLines.first(snapshot, status) : WatchLines.changes(shown, snapshot);
        lines.forEach(out::println);
        boolean known = WatchWords.notYet(status).isEmpty();
        if (shown != null && known && !wasKnown) {
            out.println(WatchLines.known(snapshot));
        }
        wasKnown = known;
        shown = snapshot;
        // Flushes at once, so that a file can be followed; true once nobody reads the pipe any more.
        return !out.checkError();
    }

    @Override
    public TerminalScreen.Key pause(Duration atMost) throws InterruptedException {
        pause.sleep(atMost);
        return TerminalScreen.Key.NONE;
    }

    /** Waits that long. */
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }
}
