// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.idle;

import com.sun.net.httpserver.HttpServer;
import io.parkwatch.it.run.Scene;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executors;

/** Part of {@link IdleJdk}: servers without requests and connections without data. */
final class IdleNetwork {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private IdleNetwork() {}

    static void start(Scene scene) throws Exception {
        http();
        sockets(scene);
        channels(scene);
    }

    private static void http() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create(
                "http://" + HERE.getHostAddress() + ":" + server.getAddress().getPort() + "/");
        HttpResponse<Void> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != 204) {
            throw new IllegalStateException(response.toString());
        }
    }

    private static void sockets(Scene scene) throws Exception {
        ServerSocket server = new ServerSocket(0, 10, HERE);
        Socket client = new Socket(HERE, server.getLocalPort());
        Socket accepted = server.accept();
        Thread reads = scene.thread(() -> client.getInputStream().read());
        Thread readsWithin = scene.thread(() -> {
            accepted.setSoTimeout(3_600_000);
            accepted.getInputStream().read();
        });
        Thread accepts = scene.thread(() -> server.accept());
        DatagramSocket packets = new DatagramSocket(0, HERE);
        Thread receives = scene.thread(() -> packets.receive(new DatagramPacket(new byte[9], 9)));
        for (Thread thread : new Thread[] {reads, readsWithin, accepts, receives}) {
            thread.start();
        }
        scene.onRelease(() -> {
            client.close();
            server.close();
            accepted.close();
            packets.close();
        });
    }

    private static void channels(Scene scene) throws Exception {
        ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(HERE, 0));
        SocketChannel client = SocketChannel.open(server.getLocalAddress());
        Thread reads = scene.thread(() -> client.read(ByteBuffer.allocate(9)));
        Thread accepts = scene.thread(() -> {
            server.accept();
            server.accept();
        });
        Selector selector = Selector.open();
        Thread selects = scene.thread(() -> selector.select());
        for (Thread thread : new Thread[] {reads, accepts, selects}) {
            thread.start();
        }
        AsynchronousServerSocketChannel async = AsynchronousServerSocketChannel.open();
        async.bind(new InetSocketAddress(HERE, 0));
        var unused = async.accept();
    }
}
