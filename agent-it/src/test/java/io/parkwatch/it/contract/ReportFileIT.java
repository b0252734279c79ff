// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnOldestAndNewestJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

class ReportFileIT {
    private static String options(Object report) {
        return "threshold=1s,interval=200ms,port=off,report=" + report;
    }

    @OnOldestAndNewestJdk
    void isReadableByItsOwnerOnlyAndNamedByThePid(Stage stage) throws Exception {
        Launch launch = stage.program(OneSender.class);
        Path pattern = launch.folder().resolve("parkwatch-%p.json");
        try (WatchedJvm jvm = launch.options(options(pattern)).start()) {
            Path file = launch.folder().resolve("parkwatch-" + jvm.pid() + ".json");
            WatchedJvm.await("a report").until(() -> Files.exists(file));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Report.parse(Files.readString(file))
                            .json()
                            .getAsJsonObject("jvm")
                            .get("pid")
                            .getAsLong())
                    .isEqualTo(jvm.pid());
        }
    }

    @OnOldestAndNewestJdk
    void aLinkAtItsPathIsReplacedAndNotFollowed(Stage stage) throws Exception {
        Launch launch = stage.program(OneSender.class);
        Path elsewhere = Files.writeString(launch.folder().resolve("precious"), "untouched");
        Path link = Files.createSymbolicLink(launch.folder().resolve("report.json"), elsewhere);
        try (WatchedJvm jvm = launch.start()) {
            WatchedJvm.await("a report").until(() -> !Files.isSymbolicLink(link));
            jvm.awaitFindings(1);

            assertThat(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
            assertThat(Files.readString(elsewhere)).isEqualTo("untouched");
        }
    }

    @OnOldestAndNewestJdk
    void aPathThatCannotBeWrittenIsToldOnceAndAllElseGoesOn(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(OneSender.class)
                .options("threshold=1s,interval=200ms,port=0,report=/no/such/folder/report.json")
                .start()) {
            int port = Http.port(jvm);
            WatchedJvm.await("findings over HTTP")
                    .ignoreExceptions()
                    .until(() -> Report.parse(Http.get(port, "/report").body())
                                    .findings()
                                    .size()
                            == 1);

            assertThat(jvm.agentLines())
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line).contains("report", "/no/such/folder/report.json"));
            jvm.release();
        }
    }

    /** A limit on the file size fails like a full disk, and needs no disk. */
    @OnOldestAndNewestJdk
    void aFullDiskIsToldOnceAndLeavesTheOldReportOrNone(Stage stage) throws Exception {
        Launch launch = stage.program(OneSender.class);
        try (WatchedJvm jvm = launch.options("threshold=1s,interval=200ms,port=0,report=report.json")
                .jvm("-XX:-UsePerfData")
                .limitFiles(1)
                .start()) {
            int port = Http.port(jvm);
            WatchedJvm.await("findings over HTTP")
                    .ignoreExceptions()
                    .until(() -> Report.parse(Http.get(port, "/report").body())
                                    .findings()
                                    .size()
                            == 1);
            jvm.awaitErr("parkwatch: ");
            WatchedJvm.await("the line").until(() -> jvm.agentLines().size() == 2);

            assertThat(jvm.agentLines()).anySatisfy(line -> assertThat(line).contains("report"));
            Path file = launch.folder().resolve("report.json");
            if (Files.exists(file)) {
                assertThat(Report.parse(Files.readString(file)).at()).isNotEmpty();
            }
            try (Stream<Path> there = Files.list(launch.folder())) {
                assertThat(there.map(path -> path.getFileName().toString()))
                        .as("no half-written file is left")
                        .allMatch(name -> name.matches("report\\.json|stdout|stderr"));
            }
            jvm.release();
        }
    }
}
