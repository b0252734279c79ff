// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that are woken while they are not in the JDK's set. Some end, and some run on without waiting again, more
 * than there are carriers.
 */
final class Tried {
    static final int EACH = 8;

    private final Set<Thread> listed = ListedThreads.all();
    private final List<Thread> ending = new ArrayList<>();
    private final List<Thread> running = new ArrayList<>();
    private volatile boolean isOver;

    @SuppressWarnings("UnusedVariable") // written so that the loop is not removed
    private volatile long ticks;

    public static void main(String[] args) throws Exception {
        Tried program = new Tried();
        for (int i = 0; i < EACH; i++) {
            program.ending.add(start(program::ends));
            program.running.add(start(program::runsOn));
        }
        Scene scene = new Scene();
        scene.on("ends", () -> program.wake(program.ending));
        scene.on("runs", () -> program.wake(program.running));
        scene.onRelease(program::letGo);
        scene.play();
    }

    private static Thread start(Runnable body) {
        Thread thread = Spawn.virtual("tried", body);
        thread.start();
        return thread;
    }

    private void ends() {
        LockSupport.park();
    }

    private void runsOn() {
        LockSupport.park();
        while (!isOver) {
            ticks = System.nanoTime();
        }
    }

    /** Wakes those that are unlisted, and prints their number. */
    private void wake(List<Thread> threads) throws InterruptedException {
        List<Thread> out = new ArrayList<>();
        while (out.isEmpty()) {
            Thread.sleep(5);
            threads.stream().filter(thread -> !listed.contains(thread)).forEach(out::add);
        }
        out.forEach(LockSupport::unpark);
        if (threads == ending) {
            for (Thread thread : out) {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            }
        }
        System.out.println("woken " + out.size());
    }

    private void letGo() {
        isOver = true;
        ending.forEach(LockSupport::unpark);
        running.forEach(LockSupport::unpark);
    }
}
