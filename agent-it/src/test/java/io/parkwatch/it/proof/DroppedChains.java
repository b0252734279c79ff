// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;

/** Leaked threads, each of which holds what a later thread will wait for, and so hides that thread. */
final class DroppedChains {
    /** The number of threads of each kind. */
    static final int EACH = 8;

    private final List<SynchronousQueue<Integer>> between = new ArrayList<>();

    void heads() {
        for (int i = 0; i < EACH; i++) {
            SynchronousQueue<Integer> second = new SynchronousQueue<>();
            between.add(second);
            Job head = () -> second.put(new SynchronousQueue<Integer>().take());
            Spawn.virtual("dropped-head-" + i, head.body()).start();
        }
    }

    void tails() {
        while (!between.isEmpty()) {
            SynchronousQueue<Integer> second = between.remove(0);
            Job tail = () -> second.take();
            Spawn.virtual("dropped-tail-" + between.size(), tail.body()).start();
        }
    }
}
