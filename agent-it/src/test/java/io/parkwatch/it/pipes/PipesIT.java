// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.pipes;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.io.PipedInputStream;
import java.io.PipedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

class PipesIT {
    /** On 21 a virtual thread that waits in a pipe keeps its carrier. */
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=16";

    /** Makes the JVM verify the code that is woven into the JDK's classes. */
    private static final String[] VERIFYING = {"-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal"};

    private static final Row[] ROWS = {
        at("readByte").receiver("read").on(PipedInputStream.class).bounded(0, 1024),
        at("readBytes").receiver("read").on(PipedInputStream.class).bounded(0, 8),
        at("readLine").receiver("read").on(PipedInputStream.class).bounded(0, 1024),
        at("writeByte").sender("write").on(PipedInputStream.class).bounded(2, 2),
        at("writeBytes").sender("write").on(PipedInputStream.class).bounded(4, 4),
        at("readChar").receiver("read").on(PipedReader.class).bounded(0, 1024),
        at("writeChars").sender("write").on(PipedReader.class).bounded(4, 4)
    };

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void readersAndWritersThatAreStuckForManySlicesAreFound(Stage stage) {
        try (WatchedJvm jvm = stage.program(StuckPipes.class)
                .options("threshold=3s,interval=200ms,port=off,report=report.json")
                .jvm(CARRIERS)
                .jvm(VERIFYING)
                .start()) {
            Report report = Table.found(stage, jvm, ROWS);

            FindingView read = Objects.requireNonNull(report.finding("readByte"));
            assertThat(read.text("summary"))
                    .isEqualTo("1 " + stage.threads().word()
                            + " thread waits to read from a PipedInputStream that nobody writes to");
            FindingView write = Objects.requireNonNull(report.finding("writeByte"));
            assertThat(write.text("summary"))
                    .isEqualTo("1 " + stage.threads().word()
                            + " thread waits to write into a PipedInputStream that is full and that nobody reads");

            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    /** The agent has removed its transformer before the program loads its pipes. */
    @OnEachJdk(threads = Threads.VIRTUAL)
    void pipesOfAProgramThatHasHadVirtualThreadsAreFoundAsWell(Stage stage) {
        Table.check(
                stage,
                stage.program(StuckPipes.class)
                        .afterFirstVirtual()
                        .options("threshold=3s,interval=200ms,port=off,report=report.json")
                        .jvm(CARRIERS)
                        .jvm(VERIFYING),
                ROWS);
    }

    /** The pipe is woven within sixty looks. */
    @OnEachJdk(threads = Threads.VIRTUAL)
    void aPipeThatNoClassNamesIsFoundLater(Stage stage) {
        Launch launch = stage.program(NamedPipe.class).afterFirstVirtual().args("java.io.", "Piped");
        Path redefined = launch.folder().resolve("redefined.txt");
        try (WatchedJvm jvm = launch.options("threshold=3s,interval=50ms,port=off,report=report.json")
                .jvm("-Xlog:class+load:file=" + redefined)
                .start()) {
            WatchedJvm.await("hooks")
                    .until(() -> Files.readString(redefined)
                            .contains(PipedInputStream.class.getName() + " source: __VM_RedefineClasses__"));
            jvm.send("write");
            jvm.awaitLine("read");

            FindingView read = jvm.awaitFindings(1).findings().get(0);
            assertThat(read.text("role")).isEqualTo("receiver");
            assertThat(read.channel("type")).isEqualTo(PipedInputStream.class.getName());
            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    @OnEachJdk
    void theyAreGoneWhenTheOtherEndIsClosed(Stage stage) {
        try (WatchedJvm jvm = stage.program(StuckPipes.class).start()) {
            jvm.awaitFindings(ROWS.length);

            jvm.send("close");
            jvm.awaitLine("close");

            jvm.awaitNoFindings();
        }
    }

    /** Lasts for more than two thresholds. */
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void slowPipesAreNeverFound(Stage stage) {
        try (WatchedJvm jvm = stage.program(SlowPipes.class)
                .options("threshold=3s,interval=200ms,port=off,report=report.json")
                .jvm(CARRIERS)
                .start()) {
            for (int i = 0; i < 35; i++) {
                assertThat(jvm.settled(1).findings()).as("at look %s", i).isEmpty();
            }
            assertThat(jvm.report().problems()).isEmpty();
        }
    }
}
