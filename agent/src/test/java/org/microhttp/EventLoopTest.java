// SPDX-License-Identifier: Apache-2.0
package org.microhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private static final Path FILES = Path.of("/proc/self/fd");

    @Test
    void whatFailsHalfWayKeepsNothing() throws IOException {
        assumeTrue(Files.exists(FILES), "only Linux tells what is open");
        Selector.open().close(); // what the JDK opens once
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            long before = open();
            assertThatThrownBy(() -> loop(port, 1_000)).isInstanceOf(IOException.class);
            assertThat(open()).isEqualTo(before);
        }
        long before = open();
        assertThatThrownBy(() -> loop(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(open()).isEqualTo(before);
    }

    private static EventLoop loop(int port, int bufferBytes) throws IOException {
        Options options = Options.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withConcurrency(1)
                .withReadBufferSize(bufferBytes)
                .build();
        return new EventLoop(options, NoopLogger.instance(), (request, answer) -> {});
    }

    private static long open() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.count();
        }
    }
}
