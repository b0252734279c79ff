// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Pairs of virtual threads that nothing else can reach. The thread that has the ball keeps it until its partner is
 * stuck, so that in each proof some change places. {@code passes} waits until each pair has passed the ball on.
 */
final class PingPong {
    static final int PAIRS = 500;

    private static final int REST_MILLIS = 1500;

    private final AtomicIntegerArray passes = new AtomicIntegerArray(PAIRS);
    private final Set<Thread> listed = ListedThreads.all();

    private PingPong() {}

    public static void main(String[] args) throws Exception {
        PingPong game = new PingPong();
        for (int pair = 0; pair < PAIRS; pair++) {
            game.begin(pair);
        }
        Scene scene = new Scene();
        scene.on("passes", game::passOn);
        scene.play();
    }

    private void begin(int pair) {
        BlockingQueue<Integer> there = new SynchronousQueue<>();
        BlockingQueue<Integer> back = new SynchronousQueue<>();
        Job ping = () -> {
            Thread.sleep((long) REST_MILLIS * pair / PAIRS);
            there.put(0);
            play(pair, back, there);
        };
        Job pong = () -> play(pair, there, back);
        Spawn.virtual("ping", ping.body()).start();
        Spawn.virtual("pong", pong.body()).start();
    }

    private void play(int pair, BlockingQueue<Integer> from, BlockingQueue<Integer> to) throws InterruptedException {
        while (true) {
            int ball = from.take();
            passes.incrementAndGet(pair);
            Thread.sleep(REST_MILLIS);
            to.put(ball);
        }
    }

    /** Never returns if a pair has lost its ball. */
    private void passOn() throws InterruptedException {
        int[] before = new int[PAIRS];
        Arrays.setAll(before, passes::get);
        for (int pair = 0; pair < PAIRS; pair++) {
            while (passes.get(pair) == before[pair]) {
                Thread.sleep(10);
            }
        }
        System.out.println("passed, listed "
                + listed.stream().filter(t -> t.getName().matches("ping|pong")).count());
    }
}
