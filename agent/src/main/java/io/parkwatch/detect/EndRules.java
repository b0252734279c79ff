// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.List;
import java.util.Set;

/**
 * How a {@code main} waits for the end of the program, and how it waits for what may as well never come. A server's own
 * way to wait is a row {@code end} of the table; one that its other threads wait in too is a row {@code idle}.
 */
final class EndRules {
    private static final String JUC = "java.util.concurrent.";

    private final IdleRules table;

    /** Types whose every wait is for a result. */
    private final Set<String> futures = Set.of(
            JUC + "CompletableFuture",
            JUC + "FutureTask",
            JUC + "ForkJoinTask",
            JUC + "ThreadPerTaskExecutor$ThreadBoundFuture");

    EndRules(IdleRules table) {
        this.table = table;
    }

    /** Whether the program ends when this wait does. */
    boolean isEnd(List<Frame> frames) {
        return IdleRules.anyMatches(table.ends, frames);
    }

    /** Whether it waits for the result of a task, or of several. */
    boolean isFuture(Operation operation, List<Frame> frames) {
        boolean future = futures.contains(operation.type())
                || operation.name().startsWith("invoke")
                || (isPark(operation) && Names.simple(operation.type()).contains("Future"));
        return future && !IdleRules.anyMatches(table.scopes, frames);
    }

    /** A library's future parks by itself. */
    private static boolean isPark(Operation operation) {
        return operation.name().startsWith("park");
    }

    /** Whoever comes last to a barrier or a phaser goes on as all others do: no program ends by that. */
    static boolean isMeeting(Operation operation) {
        return operation.type().equals(JUC + "CyclicBarrier")
                || operation.type().equals(JUC + "Phaser");
    }

    static boolean isJoin(Operation operation) {
        return operation.type().equals("java.lang.Thread");
    }
}
