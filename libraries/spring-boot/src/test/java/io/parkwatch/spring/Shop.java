// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.spring;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service with a request that makes a deadlock. */
@SpringBootApplication
@RestController
public class Shop {
    private final Lock orders = new ReentrantLock();
    private final Lock stock = new ReentrantLock();

    public static void main(String[] arguments) {
        SpringApplication.run(Shop.class, arguments);
    }

    @PostMapping("/book")
    void book() {
        CountDownLatch both = new CountDownLatch(2);
        start("order", orders, stock, both);
        start("delivery", stock, orders, both);
    }

    private static void start(String name, Lock first, Lock second, CountDownLatch both) {
        Thread thread = new Thread(
                () -> {
                    first.lock();
                    both.countDown();
                    try {
                        both.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    second.lock();
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
