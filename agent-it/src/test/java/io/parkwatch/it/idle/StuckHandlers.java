// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.idle;

import com.sun.net.httpserver.HttpServer;
import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import java.lang.ref.Cleaner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/** The program's code gets stuck in threads that are idle at other times. Each has its own method. */
final class StuckHandlers {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        StuckHandlers program = new StuckHandlers();
        program.timer();
        program.delayed();
        program.served();
        program.published();
        program.cleaned();
        program.scene.play();
    }

    /** Returns a queue that stays full until the release. */
    private BlockingQueue<String> filled(BlockingQueue<String> queue) {
        queue.add("a");
        scene.onRelease(() -> queue.clear());
        return queue;
    }

    private void timer() {
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        new Timer("timer", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                inTimer(queue);
                            }
                        },
                        0);
    }

    private static void inTimer(BlockingQueue<String> queue) {
        Job send = () -> queue.put("b");
        send.body().run();
    }

    /** Runs directly on the scheduler of CompletableFuture. */
    private void delayed() {
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        var unused = new CompletableFuture<String>()
                .completeOnTimeout("late", 500, TimeUnit.MILLISECONDS)
                .thenAccept(late -> inDelayer(queue));
    }

    private static void inDelayer(BlockingQueue<String> queue) {
        Job send = () -> queue.put("b");
        send.body().run();
    }

    /** Blocks a handler of a server and one of a client in the workers of their pools. */
    private void served() throws Exception {
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/stuck", exchange -> {
            inServer(queue);
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String address = "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
        BlockingQueue<String> answers = filled(new ArrayBlockingQueue<>(1));
        HttpClient client = HttpClient.newHttpClient();
        var stuck = client.sendAsync(request(address + "/stuck"), HttpResponse.BodyHandlers.discarding());
        var answered = client.sendAsync(request(address + "/"), HttpResponse.BodyHandlers.discarding())
                .thenAcceptAsync(
                        answer -> inClient(answers), client.executor().orElse(Executors.newCachedThreadPool()));
        scene.onRelease(() -> CompletableFuture.allOf(stuck, answered).get());
    }

    private static HttpRequest request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).build();
    }

    private static void inServer(BlockingQueue<String> queue) {
        Job send = () -> queue.put("b");
        send.body().run();
    }

    private static void inClient(BlockingQueue<String> queue) {
        Job send = () -> queue.put("b");
        send.body().run();
    }

    private void published() {
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>();
        var unused = publisher.consume(item -> inSubscriber(queue));
        publisher.submit("a");
    }

    private static void inSubscriber(BlockingQueue<String> queue) {
        Job send = () -> queue.put("b");
        send.body().run();
    }

    private void cleaned() {
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        Object garbage = new Object();
        Cleaner.Cleanable unused = Cleaner.create().register(garbage, () -> inCleaner(queue));
        Thread collects = scene.thread(() -> {
            for (int i = 0; i < 10; i++) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(200);
            }
        });
        collects.start();
    }

    private static void inCleaner(BlockingQueue<String> queue) {
        Job send = () -> queue.put("b");
        send.body().run();
    }
}
