// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parkwatch.metrics.Metrics;
import io.parkwatch.options.OptionsParser;
import io.parkwatch.report.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;

class EndTest {
    private static final Path FILES = Path.of("/proc/self/fd");

    @RepeatedTest(10)
    void whoConnectsWhileItEndsIsClosedToo() throws Exception {
        assumeTrue(Files.exists(FILES), "only Linux tells what is open");
        Metrics metrics = new Metrics(System::nanoTime, List.of("jox", "kotlinx-coroutines", "core-async"));
        ServerSocketChannel.open().close(); // the JDK keeps one socket from the first on
        long before = sockets();
        Endpoint endpoint =
                Endpoint.start(OptionsParser.parse("port=0"), new GivenLooks(Samples::full), metrics, System::nanoTime);
        int port = URI.create(endpoint.url()).getPort();
        AtomicBoolean ended = new AtomicBoolean();
        Thread visitor = new Thread(() -> {
            while (!ended.get()) {
                visit(port);
            }
        });
        visitor.start();

        endpoint.close();
        ended.set(true);
        visitor.join();

        await().untilAsserted(() -> assertThat(sockets()).isLessThanOrEqualTo(before));
    }

    private static void visit(int port) {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
        } catch (IOException e) {
            Thread.onSpinWait(); // it no longer listens
        }
    }

    private static long sockets() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.filter(EndTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }
}
