// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Waves of leaked and live threads, beside a thread that makes garbage: {@code wave} starts one, {@code clear} ends it.
 * The leaked threads are unreachable, and are ended through the JDK's own set of threads.
 */
final class Soak {
    private static final int KEPT = 64;

    private final Set<Thread> direct = ListedThreads.all();
    private final int each;
    private Live live = new Live();

    @SuppressWarnings("UnusedVariable") // written so that the garbage is really made
    private volatile Object[] garbage = new Object[0];

    private Soak(int each) {
        this.each = each;
    }

    /**
     * Obeys the test.
     *
     * @param args the number of threads of each kind in a wave
     */
    public static void main(String[] args) throws Exception {
        Soak program = new Soak(Integer.parseInt(args[0]));
        Spawn.platform("garbage", program::makeGarbage).start();
        Scene scene = new Scene();
        scene.on("wave", program::wave);
        scene.on("clear", program::clear);
        scene.play();
    }

    private void wave() {
        live = new Live();
        for (int i = 0; i < each; i++) {
            new Dropped().all();
            live.start();
        }
    }

    /**
     * Prints the leaked threads that the JDK lists, the live ones that have not ended, and the leaked ones that no
     * interrupt ends.
     */
    private void clear() throws InterruptedException {
        long listed = leaked();
        int notEnded = live.end();
        direct.stream().filter(Soak::isLeaked).forEach(Thread::interrupt);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        long before = Long.MAX_VALUE;
        for (long left = leaked(); left < before && System.nanoTime() < deadline; left = leaked()) {
            before = left;
            Thread.sleep(100);
        }
        System.out.println("cleared " + listed + " " + notEnded + " " + leaked());
    }

    private long leaked() {
        return direct.stream().filter(Soak::isLeaked).count();
    }

    private static boolean isLeaked(Thread thread) {
        return thread.getName().startsWith("dropped-");
    }

    private void makeGarbage() {
        try {
            while (true) {
                Object[] made = new Object[KEPT];
                for (int i = 0; i < KEPT; i++) {
                    made[i] = new byte[16_384];
                }
                garbage = made;
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
