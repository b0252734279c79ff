// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Row;
import java.util.ArrayList;
import java.util.List;

/** All rows, in the order of the page. */
public final class Rows {
    private Rows() {}

    /** Returns the rows. A million threads, a web service, attaching and proofs take too long for a quick run. */
    public static List<Row> all(Bench bench) {
        List<Row> rows = new ArrayList<>();
        rows.add(ProgramRow.park(bench));
        if (!bench.quick()) {
            rows.add(ProgramRow.watched(bench));
        }
        rows.add(ProgramRow.create(bench));
        rows.add(MicroRow.makings(bench));
        rows.add(ProgramRow.coroutines(bench));
        rows.add(MicroRow.operations(bench));
        rows.add(new WatcherRow(bench));
        rows.add(new FindingRow(bench));
        rows.add(new GraphRow(bench));
        rows.add(new StartUpRow(bench));
        rows.add(new ScrapeRow(bench));
        rows.add(new MemoryRow(bench));
        if (!bench.quick()) {
            if (bench.jars().web().isPresent()) {
                rows.add(new WebRow(bench));
            }
            rows.add(new AttachRow(bench));
            rows.add(new ProofRow(bench));
            rows.add(new RemarkRow(bench));
        }
        return rows;
    }
}
