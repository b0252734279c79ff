// SPDX-License-Identifier: Apache-2.0
package org.microhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
            assertThatThrownBy(() -> new EventLoop(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                            (request, loop) -> new Response(new byte[0], new byte[0]),
                            System::nanoTime))
                    .isInstanceOf(IOException.class);
            assertThat(open()).isEqualTo(before);
        }
    }

    private static long open() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.count();
        }
    }
}
