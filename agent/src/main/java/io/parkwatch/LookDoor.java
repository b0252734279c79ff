// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.finding.Snapshot;
import io.parkwatch.look.LookRequest;
import io.parkwatch.look.LookRequest.Subject;
import io.parkwatch.look.Watcher;
import io.parkwatch.report.ReportJson;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the questions of tests: what a look sees that is made now. The watcher's thread makes it, and the program's
 * thread waits for it with a bound.
 */
final class LookDoor {
    /** The dates of waits are exact to two milliseconds. */
    private static final long SHORTEST = 10_000_000;

    private final Watcher watcher;
    private final Supplier<@Nullable Snapshot> last;
    private final Runnable unlisten;

    /** {@code last} returns the last look, and {@code unlisten} closes the port. */
    LookDoor(Watcher watcher, Supplier<@Nullable Snapshot> last, Runnable unlisten) {
        this.watcher = watcher;
        this.last = last;
        this.unlisten = unlisten;
    }

    /** Answers one question, as {@link Door#answer} does. */
    @Nullable
    Object answer(Object[] asked) {
        Object what = asked.length == 0 ? "" : asked[0];
        if ("starts".equals(what)) {
            return watcher.starts();
        }
        if ("births".equals(what)) {
            return watcher.births();
        }
        if ("look".equals(what)) {
            return look(asked);
        }
        if ("unlisten".equals(what)) {
            unlisten.run();
            return true;
        }
        return null;
    }

    /**
     * Makes a look. The parameters: the age from which a wait is stuck, the longest wait for the look (both in
     * nanoseconds), whether the collector is asked, whether tasks of pools are recorded, and the tag, class and method
     * of the threads that are asked about.
     */
    private @Nullable Object look(Object[] asked) {
        if (asked.length < 8
                || !(asked[1] instanceof Long threshold)
                || !(asked[2] instanceof Long bound)
                || !(asked[3] instanceof Boolean proves)
                || !(asked[4] instanceof Boolean tasks)) {
            return null;
        }
        Subject subject = new Subject(text(asked[5]), text(asked[6]), text(asked[7]));
        LookRequest.Answer answer =
                watcher.look(new LookRequest(Math.max(SHORTEST, threshold), proves, tasks, subject), bound);
        if (answer == null) {
            return null;
        }
        Map<String, Object> look = new HashMap<>();
        look.put("look", answer.look());
        look.put("young", answer.young());
        look.put("threads", answer.threads());
        Snapshot shown = last.get();
        if (shown != null && answer.threads().stream().anyMatch(row -> row.containsKey("fingerprint"))) {
            look.put("report", ReportJson.of(shown));
        }
        return look;
    }

    private static @Nullable String text(Object parameter) {
        return parameter instanceof String text ? text : null;
    }
}
