// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Checks all findings of a program: each row is found and nothing else is, and nothing is left after the release. */
public final class Table {
    private static final Map<String, String> FINGERPRINTS = new ConcurrentHashMap<>();

    private Table() {}

    /** Starts the program, checks its findings, releases it, and checks that they go. */
    public static void check(Stage stage, Class<?> program, Row... rows) {
        check(stage, stage.program(program), rows);
    }

    public static void check(Stage stage, Launch program, Row... rows) {
        try (WatchedJvm jvm = program.start()) {
            found(stage, jvm, rows);
            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    /** Waits until each row is found, and checks that nothing else is. */
    public static Report found(Stage stage, WatchedJvm jvm, Row... rows) {
        jvm.awaitReport(report -> exactly(report, rows));
        Report settled = jvm.settled(3);
        exactly(settled, rows);
        settled.findings().forEach(finding -> sound(stage, finding));
        adds(settled);
        return settled;
    }

    private static void exactly(Report report, Row... rows) {
        List<String> wanted = List.of(rows).stream().map(Row::text).toList();
        List<String> there =
                report.findings().stream().map(finding -> text(finding, rows)).toList();
        assertThat(there).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static String text(FindingView finding, Row... rows) {
        for (Row row : rows) {
            if (row.fits(finding)) {
                return row.text(finding);
            }
        }
        return "not expected: " + finding;
    }

    /** Checks what holds for every finding of these tests. */
    private static void sound(Stage stage, FindingView finding) {
        boolean deadlocked = finding.json().has("deadlocked");
        assertThat(finding.text("verdict")).as("verdict of %s", finding).isEqualTo(deadlocked ? "deadlocked" : "stuck");
        assertThat(finding.oldestSeconds()).as("age of %s", finding).isGreaterThanOrEqualTo(1);
        assertThat(finding.text("summary")).as("summary of %s", finding).isNotBlank();
        assertThat(finding.text("advice")).as("advice of %s", finding).isNotBlank();
        assertThat(finding.threads()).as("threads of %s", finding).hasSize(Math.min(20, finding.count()));
        String fingerprint = finding.text("fingerprint");
        String before = FINGERPRINTS.putIfAbsent(identity(stage, finding), String.valueOf(fingerprint));
        assertThat(fingerprint)
                .as("fingerprint of %s, here and on the JDK before", finding)
                .isEqualTo(before == null ? fingerprint : before);
    }

    private static String identity(Stage stage, FindingView finding) {
        // The outermost program frame of a pooled thread may depend on the kind of thread, so only JDKs are compared.
        return stage.threads() + " " + finding.text("role") + " " + finding.text("operation") + " "
                + finding.channel("type") + " " + finding.waitsAtMethod() + " "
                + String.valueOf(finding.text("waitsAt"))
                        .replaceFirst("\\.[^.]*\\(.*", "")
                        // Clojure numbers its functions differently in each run.
                        .replaceAll("__\\d+", "__");
    }

    private static void adds(Report report) {
        int all = report.watched("platform") + report.watched("virtual") + report.coroutines();
        int states = report.watched("running")
                + report.watched("waiting")
                + report.watched("idle")
                + report.watched("stuck");
        assertThat(states).as("running + waiting + idle + stuck").isEqualTo(all);
        int stuck = report.findings().stream().mapToInt(FindingView::count).sum();
        assertThat(report.watched("stuck")).as("stuck threads").isEqualTo(stuck);
    }
}
