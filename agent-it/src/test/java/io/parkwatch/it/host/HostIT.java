// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class HostIT {
    private static final String ALL_ON = "threshold=1s,interval=200ms,port=0,report=report.json";

    @OnEachJdk
    void theProgramSeesWhatItSeesWithoutTheAgent(Stage stage) {
        List<String> bare;
        try (WatchedJvm jvm =
                stage.program(View.class).withoutAgent().named("bare").start()) {
            bare = jvm.out();
        }
        try (WatchedJvm jvm = stage.program(View.class).options(ALL_ON).start()) {
            assertThat(jvm.out()).isEqualTo(bare);
            assertThat(jvm.err()).as("standard error").hasSize(1);
            jvm.settled(3);
            assertThat(jvm.out()).isEqualTo(bare);
        }
    }

    @OnEachJdk
    void javaUtilLoggingIsNotLoadedNotEvenByAReportAndAScrape(Stage stage) throws Exception {
        Launch launch = stage.program(View.class);
        Path loaded = launch.folder().resolve("loaded.txt");
        try (WatchedJvm jvm = launch.options(ALL_ON)
                .args("quiet")
                .jvm("-Xlog:class+load:file=" + loaded)
                .start()) {
            jvm.settled(3);
            int port = Integer.parseInt(jvm.awaitErr("parkwatch: watching").replaceFirst(".*:(\\d+)/$", "$1"));
            for (String path : List.of("/metrics", "/report", "/")) {
                try (var in = java.net
                        .URI
                        .create("http://127.0.0.1:" + port + path)
                        .toURL()
                        .openStream()) {
                    assertThat(in.readAllBytes()).as(path).isNotEmpty();
                }
            }

            // The program's own HTTP server logs by System.Logger; so it is left out above.
            assertThat(Files.readString(loaded))
                    .contains("io.parkwatch.")
                    .doesNotContain("java.util.logging.LogManager ")
                    .doesNotContain("org.slf4j.");
        }
    }

    @OnEachJdk
    void theProgramEndsWhenItsMainMethodReturns(Stage stage) {
        try (WatchedJvm jvm = stage.program(View.class).options(ALL_ON).start()) {
            jvm.settled(2);
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
        }
    }
}
