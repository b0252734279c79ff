// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.families.Family;
import io.parkwatch.finding.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether {@code main} waits for the end of the program, or for something that may never come. The wait of a
 * server's {@code main} is a row {@code end} of the table, or a row {@code idle} if other threads of the server wait
 * there, too.
 */
final class EndRules {
    private final IdleRules table;
    private final List<String> results = new ArrayList<>();
    private final List<String> meetings = new ArrayList<>();

    EndRules(IdleRules table, List<Family> families) {
        this.table = table;
        for (Family family : families) {
            results.addAll(family.results());
            meetings.addAll(family.meetings());
        }
    }

    /** Reports whether the program ends when this wait ends. */
    boolean isEnd(List<Frame> frames) {
        return table.anyMatches(table.ends, frames);
    }

    /** Reports whether the wait is for the result of one or more tasks. */
    boolean isFuture(Operation operation, List<Frame> frames) {
        boolean future = results.contains(operation.type())
                || operation.name().startsWith("invoke")
                || (isPark(operation) && Names.simple(operation.type()).contains("Future"));
        return future && !table.anyMatches(table.scopes, frames);
    }

    /** Reports a bare park: the future of a library parks itself. */
    private static boolean isPark(Operation operation) {
        return operation.name().startsWith("park");
    }

    /** Reports a wait at a barrier or phaser. All parties go on when the last one arrives, so no program ends by it. */
    boolean isMeeting(Operation operation) {
        return meetings.contains(operation.type());
    }
}
