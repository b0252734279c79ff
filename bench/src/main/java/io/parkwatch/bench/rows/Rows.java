// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Row;
import java.util.List;

/** All rows, in the order of the page. */
public final class Rows {
    private Rows() {}

    public static List<Row> all(Bench bench) {
        return List.of(
                ProgramRow.park(bench),
                ProgramRow.create(bench),
                MicroRow.makings(bench),
                MicroRow.operations(bench),
                new WatcherRow(bench),
                new FindingRow(bench),
                new StartUpRow(bench),
                new ScrapeRow(bench),
                new MemoryRow(bench));
    }
}
