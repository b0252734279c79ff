// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Uses the names that JVMs give to their collectors. */
class CollectorTest {
    @SuppressWarnings("UnusedVariable") // written so that the garbage is allocated
    private volatile byte[] garbage = new byte[0];

    @Test
    void g1ParallelAndSerialCanTell() {
        assertThat(new Collector().isAble(List.of("G1 Young Generation", "G1 Old Generation", "G1 Concurrent GC")))
                .isTrue();
        assertThat(new Collector().isAble(List.of("PS MarkSweep", "PS Scavenge")))
                .isTrue();
        assertThat(new Collector().isAble(List.of("Copy", "MarkSweepCompact"))).isTrue();
    }

    @Test
    void eachCollectionIsAWholeOneAlsoBesideAProgramThatMakesGarbage() throws InterruptedException {
        Thread maker = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                garbage = new byte[100_000];
            }
        });
        maker.start();
        Collector collector = new Collector();
        for (int i = 0; i < 50; i++) {
            long before = new Collector().whole();
            collector.run();
            assertThat(new Collector().whole()).isGreaterThan(before);
        }
        maker.interrupt();
        maker.join();
    }

    @Test
    void whateverElseCannot() {
        assertThat(new Collector().isAble(List.of("ZGC Cycles", "ZGC Pauses"))).isFalse();
        assertThat(new Collector().isAble(List.of("ZGC Minor Cycles", "ZGC Major Cycles")))
                .isFalse();
        assertThat(new Collector().isAble(List.of("Shenandoah Cycles", "Shenandoah Pauses")))
                .isFalse();
        assertThat(new Collector().isAble(List.of("Epsilon Heap"))).isFalse();
        assertThat(new Collector().isAble(List.of("G1 Young Generation", "A newer one")))
                .isFalse();
        assertThat(new Collector().isAble(List.of())).isFalse();
    }
}
