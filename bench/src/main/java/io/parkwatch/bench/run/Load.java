// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at a fixed rate, however long the answers take. The time of a request begins when it was due, so it
 * includes the wait for a late answer to an earlier one ("coordinated omission", Gil Tene).
 */
public final class Load {
    private static final int CONNECTIONS = 32;
    private static final int BUFFER = 16 * 1024;

    private final int port;
    private final long apart;

    /**
     * Creates the load of one server on this machine.
     *
     * @param rate the requests per second
     */
    public Load(int port, int rate) {
        this.port = port;
        this.apart = TimeUnit.SECONDS.toNanos(1) / rate;
    }

    /** Sends requests for some seconds, and returns the nanoseconds of each answer. */
    public List<Long> run(int seconds) throws IOException, InterruptedException {
        int most = (int) (TimeUnit.SECONDS.toNanos(seconds) / apart);
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<IOException> failures = new ConcurrentLinkedQueue<>();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread client = new Thread(() -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    ask(socket, next, most, start, times);
                } catch (IOException e) {
                    failures.add(e);
                }
            });
            clients.add(client);
            client.start();
        }
        for (Thread client : clients) {
            client.join();
        }
        IOException failed = failures.poll();
        if (failed != null) {
            throw failed;
        }
        return List.copyOf(times);
    }

    private void ask(Socket socket, AtomicInteger next, int most, long start, ConcurrentLinkedQueue<Long> times)
            throws IOException {
        socket.setTcpNoDelay(true);
        OutputStream out = socket.getOutputStream();
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        for (int i = next.getAndIncrement(); i < most; i = next.getAndIncrement()) {
            long due = start + i * apart;
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            out.write(
                    ("GET /prices/" + i + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            readAnswer(in);
            times.add(System.nanoTime() - due);
        }
    }

    /** Reads an answer, which has a length or comes in chunks that end with an empty one. */
    private static void readAnswer(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("the web service answered " + status);
        }
        int length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        if (length >= 0) {
            in.skipNBytes(length);
            return;
        }
        int chunk;
        do {
            chunk = Integer.parseInt(line(in).strip(), 16);
            in.skipNBytes(chunk + 2L);
        } while (chunk > 0);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the web service closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
