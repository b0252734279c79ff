// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/** Receivers from queues of delayed items. */
final class Delays {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Delays program = new Delays();
        program.takeFromEmpty();
        program.takeWhatIsNotDue();
        program.poll();
        program.scene.play();
    }

    private void takeFromEmpty() {
        DelayQueue<Hour> queue = new DelayQueue<>();
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void takeWhatIsNotDue() {
        DelayQueue<Hour> queue = new DelayQueue<>();
        queue.add(new Hour());
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void poll() {
        DelayQueue<Hour> queue = new DelayQueue<>();
        Thread thread = scene.thread(() -> queue.poll(1, TimeUnit.HOURS));
        thread.start();
    }

    /** An item that is never due. */
    private static final class Hour implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(1, TimeUnit.HOURS);
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}
