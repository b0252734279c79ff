// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.own.Pipe;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Tests a program whose own agent redefines the classes that carry hooks. */
class OthersIT {
    private static final String CHANNELS =
            "channels=" + Pipe.class.getName() + "#send=sender;" + Pipe.class.getName() + "#next=receiver";

    @OnEachJdk(threads = Threads.VIRTUAL, from = 21)
    void hooksThatAnotherAgentTakesArePutBackAndNoWaitIsTakenForOlderThanItIs(Stage stage) throws IOException {
        Launch launch = stage.program(Others.class).also(CHANNELS);
        launch.jvm("-javaagent:" + agent(launch.folder().resolve("other.jar")));
        try (WatchedJvm jvm = launch.start()) {
            jvm.settled(3);
            jvm.send("others");
            jvm.awaitLine("others");
            // Fifteen looks are three thresholds.
            for (int look = 0; look < 15; look++) {
                assertThat(jvm.settled(1).findings()).isEmpty();
            }

            jvm.send("pipe");
            FindingView found = jvm.awaitFindings(1).findings().get(0);
            assertThat(found.text("operation")).isEqualTo("send");
            assertThat(found.channel("type")).isEqualTo(Pipe.class.getName());
            assertThat(FindingView.method(found.channelCreatedAt().get(0))).isEqualTo("stick");
            assertThat(FindingView.method(found.createdAt().get(0))).isEqualTo("stick");
        }
    }

    private static Path agent(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Others.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.finish(); // its class is on the class path
        }
        return jar;
    }
}
