// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads from a report the threads that wait in a class whose name has a prefix. */
final class Told {
    private Told() {}

    static List<FindingView> of(Report report, String program) {
        return report.findings().stream()
                .filter(finding ->
                        String.valueOf(finding.text("waitsAt")).startsWith("io.parkwatch.it.proof." + program))
                .toList();
    }

    static int count(Report report, String program) {
        return of(report, program).stream().mapToInt(FindingView::count).sum();
    }

    static int leaked(Report report, String program) {
        return of(report, program).stream().mapToInt(FindingView::leaked).sum();
    }

    /** Returns the methods that they wait at. */
    static Set<String> methods(Report report, String program) {
        return of(report, program).stream()
                .map(FindingView::waitsAtMethod)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Runs {@code prove}, and expects that something is stuck. */
    static Report prove(Stage stage, WatchedJvm jvm) {
        Cli.Ended proved = Cli.on(stage.jdk()).run("prove", jvm.pid(), "--yes", "--json");
        assertThat(proved.code()).as("%s", proved).isEqualTo(10);
        assertThat(proved.err()).isEmpty();
        return Report.parse(proved.out());
    }
}
