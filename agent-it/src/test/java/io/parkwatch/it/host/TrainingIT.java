// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.ProgramJar;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tests that a training run for an archive or a cache ends as it would without the agent, and that its archive works.
 */
class TrainingIT {
    private static final String STAYS_OUT =
            "this JVM records an AOT cache (-XX:AOTCacheOutput or -XX:AOTMode=record), which hooks would spoil:"
                    + " the program runs without the agent";

    @OnEachJdk(from = 25)
    void anAotCacheIsRecordedWithoutTheAgentAndUsedWithIt(Stage stage) throws IOException {
        try (WatchedJvm jvm =
                inJar(stage).jvm("-XX:AOTCacheOutput=shop.aot").named("train").start()) {
            ended(jvm);
            assertThat(jvm.agentLines()).containsExactly(STAYS_OUT);
        }
        try (WatchedJvm jvm = inJar(stage)
                .jvm("-XX:AOTCache=shop.aot", "-XX:AOTMode=on") // would not start without the cache
                .start()) {
            jvm.awaitFindings(1);
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
        }
    }

    @OnEachJdk(from = 25)
    void anAotConfigurationIsRecordedWithoutTheAgent(Stage stage) throws IOException {
        Launch launch = inJar(stage).jvm("-XX:AOTMode=record", "-XX:AOTConfiguration=shop.aotconf");
        try (WatchedJvm jvm = launch.start()) {
            ended(jvm);
            assertThat(jvm.agentLines()).containsExactly(STAYS_OUT);
            assertThat(launch.folder().resolve("shop.aotconf")).isNotEmptyFile();
        }
    }

    @OnEachJdk(from = 25)
    void nobodyAttachesToOneThatRecordsAnAotCache(Stage stage) throws IOException {
        Launch launch = inJar(stage).withoutAgent().jvm("-XX:AOTCacheOutput=shop.aot");
        try (WatchedJvm jvm = launch.start()) {
            Cli.Ended report = Cli.on(stage.jdk()).run("report", jvm.pid());
            assertThat(report.code()).as("%s", report).isEqualTo(3);
            assertThat(report.err()).isEqualTo("parkwatch: " + STAYS_OUT + "\n");
            ended(jvm);
            assertThat(launch.folder().resolve("shop.aot")).isNotEmptyFile();
        }
    }

    /** No JVM with {@code -javaagent} records such an archive; it says so itself. */
    @OnEachJdk
    void aClassDataArchiveOfARunThatWasAttachedToIsGood(Stage stage) throws IOException {
        Launch launch = inJar(stage).withoutAgent().named("train").jvm("-XX:ArchiveClassesAtExit=shop.jsa");
        try (WatchedJvm jvm = launch.start()) {
            Cli.Ended report = Cli.on(stage.jdk()).run("report", jvm.pid(), "threshold=1s,interval=200ms");
            assertThat(report.code()).as("%s", report).isEqualTo(10);
            ended(jvm);
        }
        try (WatchedJvm jvm = inJar(stage)
                .jvm("-XX:SharedArchiveFile=shop.jsa", "-Xshare:on") // would not start without the archive
                .start()) {
            jvm.awaitFindings(1);
        }
    }

    private static void ended(WatchedJvm jvm) {
        jvm.release();
        jvm.send("exit");
        assertThat(jvm.exitCode()).as("%s", jvm.err()).isZero();
    }

    /** Uses one jar for all runs of a test, since an archive records its date. */
    private static Launch inJar(Stage stage) throws IOException {
        Path jar = stage.program(OddThreads.class).folder().resolve("shop.jar");
        if (!Files.exists(jar)) {
            ProgramJar.of(Launch.where(OddThreads.class), jar);
        }
        return stage.program(OddThreads.class.getName(), jar).fullyCompiled();
    }
}
