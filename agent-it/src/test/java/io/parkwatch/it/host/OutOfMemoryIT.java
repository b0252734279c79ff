// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.own.Pipe;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tests that the agent survives an {@code OutOfMemoryError} if the program does. */
class OutOfMemoryIT {
    private static final String OPTIONS = "threshold=1s,interval=50ms,port=off,channels=" + Pipe.class.getName()
            + "#send=sender;" + Pipe.class.getName() + "#next=receiver";

    private static final List<String> TABLES = List.of(
            "'java/time/format/",
            "'java/util/Formatter",
            "'java/util/regex/",
            "'java/lang/runtime/ObjectMethods",
            "'jdk/internal/math/");

    /** Each place where the agent allocates fails once, and each failure costs a look. */
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void noMemoryAtAnyPlaceCostsALook(Stage stage) throws Exception {
        Launch launch = stage.program(Hungry.class).fullyCompiled().withoutAgent();
        Path armed = launch.folder().resolve("armed");
        Path jar = Failing.jar(launch.folder().resolve("failing.jar"));
        launch.jvm(
                "-Dit.armed=" + armed,
                "-javaagent:" + jar + "=" + OPTIONS + ",report="
                        + launch.folder().resolve("report.json"));
        try (WatchedJvm jvm = launch.start()) {
            jvm.settled(2);
            Files.createFile(armed);
            jvm.send("stick");
            awaitAll(jvm, Hungry.WAYS);
            assertThat(jvm.out().stream().filter(line -> line.startsWith("no memory at ")))
                    .as("failures")
                    .hasSizeGreaterThan(200);

            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    /** The rule that allows some initializers requires that they run at the start. */
    @OnEachJdk
    void whatIsInitializedIsSoFromTheStart(Stage stage) throws Exception {
        Launch launch = stage.program(Hungry.class);
        Path initialized = launch.folder().resolve("initialized.txt");
        launch.jvm("-Xlog:class+init=info:file=" + initialized);
        try (WatchedJvm jvm = launch.start()) {
            jvm.send("stick");
            jvm.awaitReport(report -> assertThat(report.findings()).hasSize(Hungry.WAYS));
            List<String> lines = Files.readAllLines(initialized);

            assertThat(Failing.initializers())
                    .filteredOn(type -> !type.contains("/weave/SelfTest$"))
                    .isNotEmpty()
                    .allSatisfy(type -> assertThat(lines).anyMatch(line -> line.contains("'" + type + "'")));
            assertThat(lines)
                    .as("a library's initializers, which a report must not need")
                    .noneMatch(line -> line.contains("'com/google/gson/"));
            assertThat(lines)
                    .as("the JDK's that make tables, which looks and reports must not need")
                    .filteredOn(line -> TABLES.stream().anyMatch(line::contains))
                    .isEmpty();
            assertThat(lines.subList(indexOf(lines, "'io/parkwatch/report/ReportJson'"), lines.size()))
                    .as("what the report's file needs, since the first report")
                    .filteredOn(line -> line.contains("'sun/nio/fs/") || line.contains("'java/nio/file/"))
                    .isEmpty();
        }
    }

    private static int indexOf(List<String> lines, String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError("no line has " + part);
    }

    /**
     * Waits for all findings, then checks that nothing fails any more. A class that loads without memory has no hooks,
     * which is reported.
     */
    private static void awaitAll(WatchedJvm jvm, int findings) {
        jvm.awaitReport(report -> assertWhole(report, findings));
        assertWhole(jvm.settled(5), findings);
    }

    private static void assertWhole(Report report, int findings) {
        assertThat(report.findings()).as("findings").hasSize(findings);
        assertThat(report.problems())
                .as("problems")
                .allMatch(problem -> problem.startsWith("some waits or places may be missed: cannot weave "));
    }
}
