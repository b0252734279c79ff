// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.web;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Handles requests as services do. Takes one of a few connections, asks two other services in parallel, each a
 * millisecond away, passes their answers on through queues, and answers with some kilobytes of JSON.
 */
@RestController
class Prices {
    private static final long AWAY_NANOS = 1_000_000;
    private static final int OFFERS = 20;

    private final Semaphore connections = new Semaphore(64);
    private final Executor others;

    Prices(AsyncTaskExecutor others) {
        this.others = others;
    }

    record Offer(int article, String shop, double price, int stock) {}

    record Answer(int article, List<Offer> offers) {}

    @GetMapping("/prices/{article}")
    Answer prices(@PathVariable int article) throws InterruptedException {
        connections.acquire();
        try {
            BlockingQueue<Integer> stock = ask(article);
            BlockingQueue<Integer> price = ask(article + 1);
            int left = stock.take();
            int base = price.take();
            List<Offer> offers = IntStream.range(0, OFFERS)
                    .mapToObj(i -> new Offer(article, "shop " + i, base + i * 0.25, left))
                    .toList();
            return new Answer(article, offers);
        } finally {
            connections.release();
        }
    }

    private BlockingQueue<Integer> ask(int question) {
        BlockingQueue<Integer> answer = new ArrayBlockingQueue<>(1);
        others.execute(() -> {
            LockSupport.parkNanos(AWAY_NANOS);
            answer.add(question * 31);
        });
        return answer;
    }
}
