// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Platform threads that want a monitor which a virtual thread holds: one thread for long, and others in turns. */
final class HeldByVirtual {
    private final Vault vault = new Vault();
    private final Object busy = new Object();
    private final CountDownLatch held = new CountDownLatch(1);

    static final class Vault {}

    public static void main(String[] args) throws Exception {
        new HeldByVirtual().play(new Scene());
    }

    private void play(Scene scene) throws Exception {
        Thread owner = Spawn.virtual("owner", this::hold);
        owner.start();
        held.await();
        for (int i = 0; i < 3; i++) {
            Spawn.platform("blocked", this::blocked).start();
        }
        Spawn.virtual("turns", this::turns).start();
        Spawn.platform("turns", this::turns).start();
        scene.onRelease(owner::interrupt);
        scene.play();
    }

    private void hold() {
        synchronized (vault) {
            held.countDown();
            sleep(TimeUnit.HOURS.toMillis(1));
        }
    }

    private void blocked() {
        synchronized (vault) {
            vault.notifyAll();
        }
    }

    /**
     * Each blocks while the other holds the monitor, which goes to whoever comes first: each waits before it comes
     * again.
     */
    private void turns() {
        while (true) {
            synchronized (busy) {
                sleep(100);
            }
            sleep(50);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
