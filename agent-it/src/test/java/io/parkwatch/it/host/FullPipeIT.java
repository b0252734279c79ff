// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.OnOldestAndNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tests that neither a full pipe as standard error nor a pipe as the config file blocks the program. */
class FullPipeIT {
    /** The program itself holds both ends of the pipe open. */
    private static final String FULL =
            "mkfifo err; exec 3<>err; dd if=/dev/zero of=err bs=4096 oflag=nonblock 2>/dev/null;"
                    + " exec \"$0\" \"$@\" 2>&3";

    @OnEachJdk
    void theProgramRunsBesideAFullStandardErrorAndTheLinesThatAreMissingAreCounted(Stage stage) throws Exception {
        Launch launch = stage.program(Rude.class).under("bash", "-c", FULL);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WatchedJvm jvm = launch.also("port=" + taken.getLocalPort()).start()) {
            jvm.settled(2);
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            Thread reader = new Thread(() -> read(launch.folder().resolve("err"), lines));
            reader.setDaemon(true);
            reader.start();

            WatchedJvm.await("the line that hung").until(() -> text(lines).contains("parkwatch: watching"));
            assertThat(Cli.on(stage.jdk()).run("detach", jvm.pid()).code()).isZero();
            WatchedJvm.await("the last line").until(() -> text(lines).contains("parkwatch: detached"));
            assertThat(text(lines))
                    .contains("parkwatch: lines that standard error did not take before this one: 1\n")
                    .doesNotContain("cannot be bound");
        }
    }

    private static void read(Path pipe, ByteArrayOutputStream lines) {
        try (InputStream in = Files.newInputStream(pipe)) {
            in.transferTo(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(ByteArrayOutputStream lines) {
        return lines.toString(StandardCharsets.UTF_8);
    }

    @OnOldestAndNewestJdk
    void aConfigThatIsAPipeIsRefusedInOneLine(Stage stage) throws Exception {
        Launch launch = stage.program(Rude.class).options("config=pipe");
        assertThat(new ProcessBuilder("mkfifo", launch.folder().resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (WatchedJvm jvm = launch.start()) {
            assertThat(jvm.agentLines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("bad option config=pipe: ")
                    .contains("a properties file", "pipe");
        }
    }
}
