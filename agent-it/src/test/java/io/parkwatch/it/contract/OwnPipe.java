// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Channel types that the program wrote: one that parks by itself, and one that wraps a queue. */
final class OwnPipe {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        OwnPipe program = new OwnPipe();
        program.send();
        program.next();
        program.scene.play();
    }

    private void send() {
        Pipe pipe = new Pipe();
        Thread thread = scene.thread(() -> pipe.send("a"));
        thread.start();
    }

    private void next() {
        Feed feed = new Feed();
        Thread thread = scene.thread(() -> feed.next());
        thread.start();
    }

    static final class Pipe {
        private volatile @Nullable Object item;

        void send(Object sent) throws InterruptedException {
            item = sent;
            while (item != null) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }

    static final class Feed {
        private final ArrayBlockingQueue<Object> queue = new ArrayBlockingQueue<>(1);

        Object next() throws InterruptedException {
            return queue.take();
        }
    }
}
