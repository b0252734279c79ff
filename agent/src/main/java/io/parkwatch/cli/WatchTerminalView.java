// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.Status;
import io.parkwatch.finding.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A watch on a terminal: the table, refreshed in place. */
final class WatchTerminalView implements WatchView {
    private final TerminalScreen screen;
    private final Supplier<Terminal.Size> size;
    private final boolean colours;
    private List<String> drawn = List.of();
    private Terminal.@Nullable Size drawnSize;

    /** {@code size} is asked at each refresh, since a window can change. The screen stays the caller's to close. */
    WatchTerminalView(TerminalScreen screen, Supplier<Terminal.Size> size, boolean colours) {
        this.screen = screen;
        this.size = size;
        this.colours = colours;
    }

    @Override
    public boolean show(@Nullable Snapshot snapshot, Status status) {
        Terminal.Size now = size.get();
        List<String> lines = WatchScreen.lines(snapshot, status, now.columns(), now.rows(), colours);
        // A terminal breaks and moves old lines when it is resized, even if the new ones are the same.
        if (!lines.equals(drawn) || !now.equals(drawnSize)) {
            screen.draw(lines);
            screen.leaves(WatchScreen.withoutKeys(lines));
        }
        drawn = lines;
        drawnSize = now;
        return true;
    }

    @Override
    public void again() {
        drawnSize = null;
    }

    @Override
    public TerminalScreen.Key pause(Duration atMost) throws InterruptedException {
        return screen.key(atMost);
    }
}
