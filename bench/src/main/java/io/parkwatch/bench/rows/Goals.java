// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.Goal;
import io.parkwatch.bench.page.RatioTable;
import io.parkwatch.bench.run.Variant;
import java.util.List;

/** The goals of the rows, in the order of the summary. */
public final class Goals {
    private static final String ANY = ".*";
    /** The page shows figures as noise if two runs are further apart. */
    private static final double NOISE = 1.05;

    public static final List<Goal> ALL = List.of(
            Goal.ratio("park", "a hand-over of two threads", "1.05, worst 1.10", 1.10, ANY),
            Goal.told("park", "what any agent costs a virtual one", "virtual.*", RatioTable.ANY_AGENT),
            Goal.ratio("watched", "the same beside a million", "1.10", 1.10, ANY),
            Goal.ratio("create", "a thread or task, start to end", "1.10", 1.10, ANY),
            Goal.ratio("makings", "a constructor at full speed", "1.10", 1.10, ANY),
            Goal.ratio("coroutines", "an item, nobody suspends", "1.00 ± noise", NOISE, "item, nobody suspends"),
            Goal.ratio("coroutines", "an item, a hand-over", "1.05", 1.05, "item, a hand-over"),
            Goal.ratio("coroutines", "an item, all of it new", "1.25", 1.25, "new channel.*"),
            Goal.ratio("queues", "an operation", "1.00 ± noise", NOISE, ANY),
            Goal.figure("watcher", WatcherRow.WATCHER, "1", 1, WatcherRow.WATCHER),
            Goal.figure("watcher", WatcherRow.BYTES, "140", 140, WatcherRow.BYTES),
            // The row asks each tenth of a second, and an answer takes some time.
            Goal.figure("finding", FindingRow.FIRST, "one look: 5, and 0.2 to ask", 5.2, FindingRow.FIRST),
            Goal.figure("finding", FindingRow.ALL, "120", 120, FindingRow.ALL),
            Goal.figure("finding", FindingRow.SHARE, "5", 5, FindingRow.SHARE),
            Goal.figure("graph", GraphRow.GRAPH, "200", 200, GraphRow.GRAPH),
            Goal.added("start-up", "CPU added to one line, ms", "150", 150, StartUpRow.CPU),
            Goal.added("start-up", "CPU added until a scrape, ms", "150", 150, StartUpRow.UNTIL_SCRAPE),
            Goal.added("start-up", "CPU added, with a first scrape, ms", "150", 150, StartUpRow.SCRAPED),
            Goal.added("start-up", "CPU added to Spring Boot, ms", "150", 150, StartUpRow.WEB_CPU),
            Goal.added("start-up", "the same with a first scrape, ms", "150", 150, StartUpRow.WEB_SCRAPED),
            Goal.figure("scraping", "/metrics, ms of CPU", "1", 1, "/metrics" + ScrapeRow.CPU),
            Goal.figure("scraping", "/report, ms of CPU", "1", 1, "/report" + ScrapeRow.CPU),
            Goal.added("memory", "heap added at rest, MB", "20, both", 10, MemoryRow.HEAP),
            Goal.added("memory", "metaspace added at rest, MB", "20, both", 10, MemoryRow.METASPACE),
            Goal.figure("memory", "heap grown by churn, MB", "none", 0.5, MemoryRow.HEAP_GROWTH),
            Goal.figure("memory", "metaspace grown by churn, MB", "none", 0.5, MemoryRow.METASPACE_GROWTH),
            Goal.ratio("web", "mean", "1.01", 1.01, "mean"),
            Goal.ratio("web", "p99", "1.02", 1.02, "p99"),
            Goal.ratio("web", "allocated a request", "1.01", 1.01, "allocated a request"),
            Goal.told("attaching", "longest stop, ms", ANY + AttachRow.STOP, Variant.PARKWATCH.title()),
            Goal.told(
                    "proof",
                    "longest stop, 10,000 threads, ms",
                    "10,000: " + ProofRow.STOP,
                    Variant.PARKWATCH.title()));

    private Goals() {}
}
