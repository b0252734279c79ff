// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.FlightRecorder;

/** Has a stuck sender, later also threads that wait for a lock. It lists the types of events. */
final class Recorded {
    private final Scene scene = new Scene();
    private final SynchronousQueue<String> queue = new SynchronousQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    public static void main(String[] args) throws Exception {
        Recorded program = new Recorded();
        program.scene.thread(() -> program.queue.put("a")).start();
        program.play();
    }

    @SuppressWarnings("LockNotBeforeTry") // stays locked until the release
    private void play() throws Exception {
        lock.lock();
        scene.onRelease(lock::unlock);
        scene.on("lock", () -> {
            scene.thread(lock::lockInterruptibly).start();
            scene.thread(lock::lockInterruptibly).start();
        });
        scene.on(
                "types",
                () -> FlightRecorder.getFlightRecorder().getEventTypes().stream()
                        .filter(type -> type.getName().startsWith("parkwatch."))
                        .forEach(type -> System.out.println("type " + type.getName())));
        scene.play();
    }
}
