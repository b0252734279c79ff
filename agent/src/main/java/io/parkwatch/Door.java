// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.finding.Snapshot;
import io.parkwatch.metrics.Metrics;
import io.parkwatch.options.Options;
import io.parkwatch.report.ReportJson;
import io.parkwatch.support.AgentVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers copies of the API in the program's loaders, from the last look (docs/decisions/0023). Runs in threads of the
 * program: it takes no lock, starts no thread and keeps nothing of what it is given. JDK types alone cross.
 */
final class Door {
    private final Options options;
    private final Metrics metrics;
    private final @Nullable String url;

    Door(Options options, Metrics metrics, @Nullable String url) {
        this.options = options;
        this.metrics = metrics;
        this.url = url;
    }

    /**
     * Answers one question; null if there is no answer, or this release does not know it.
     *
     * @param asked the name of the question, then its parameters
     * @param last the last look; null before the first
     * @param fresh whether it ended within five intervals
     */
    @Nullable
    Object answer(Object[] asked, @Nullable Snapshot last, boolean fresh) {
        Object what = asked.length == 0 ? "" : asked[0];
        if ("about".equals(what)) {
            return about(last, fresh);
        }
        if ("report".equals(what)) {
            return last == null ? null : ReportJson.of(last);
        }
        if ("series".equals(what)) {
            // Old series must not pass for the present.
            return fresh ? metrics.series(asked.length > 1 && asked[1] instanceof String name ? name : "") : List.of();
        }
        return null;
    }

    private Map<String, Object> about(@Nullable Snapshot last, boolean fresh) {
        Map<String, Object> about = new HashMap<>();
        about.put("version", last == null ? AgentVersion.number() : last.agent().version());
        about.put(
                "threshold",
                last == null ? options.thresholdText() : last.agent().threshold());
        about.put("interval", options.intervalText());
        about.put("look", last == null ? 0 : last.agent().look());
        about.put("fresh", fresh);
        if (url != null) {
            about.put("url", url);
        }
        return about;
    }
}
