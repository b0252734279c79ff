// SPDX-License-Identifier: Apache-2.0
package org.microhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

    /** The answer is larger than what the kernel buffers, so that the loop has to write it bit by bit. */
    @Test
    @Timeout(60)
    void theLimitOfConnectionsCutsNoClientThatReads() throws Exception {
        AtomicLong skew = new AtomicLong();
        byte[] body = new byte[32 << 20];
        InetAddress here = InetAddress.getLoopbackAddress();
        EventLoop loop = new EventLoop(
                new InetSocketAddress(here, 0),
                (request, self) -> new Response(new byte[] {1}, body),
                () -> System.nanoTime() + skew.get());
        Thread thread = new Thread(() -> run(loop));
        thread.start();
        List<Socket> idle = new ArrayList<>();
        try (Socket reader = new Socket(here, loop.port())) {
            reader.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            reader.getInputStream().readNBytes(body.length / 4);
            for (int i = 1; i < EventLoop.MOST_OPEN; i++) {
                idle.add(new Socket(here, loop.port()));
            }

            skew.addAndGet(TimeUnit.SECONDS.toNanos(61));
            reader.getInputStream().readNBytes(body.length / 2);
            Socket tooMany = new Socket(here, loop.port());
            idle.add(tooMany);
            assertThat(tooMany.getInputStream().read()).isEqualTo(-1);

            assertThat(idle.get(0).getInputStream().read()).isEqualTo(-1);
            int rest = reader.getInputStream().readNBytes(body.length / 4).length;
            assertThat(rest).isEqualTo(body.length / 4);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
            loop.stop();
            thread.join();
            loop.close();
        }
    }

    private static void run(EventLoop loop) {
        try {
            loop.run();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static long open() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.count();
        }
    }
}
