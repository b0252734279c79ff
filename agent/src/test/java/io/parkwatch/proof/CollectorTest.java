// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** By the names that the JVM gives its collectors. */
class CollectorTest {
    @Test
    void g1ParallelAndSerialCanTell() {
        assertThat(Collector.isAble(List.of("G1 Young Generation", "G1 Old Generation", "G1 Concurrent GC")))
                .isTrue();
        assertThat(Collector.isAble(List.of("PS MarkSweep", "PS Scavenge"))).isTrue();
        assertThat(Collector.isAble(List.of("Copy", "MarkSweepCompact"))).isTrue();
    }

    @Test
    void whateverElseCannot() {
        assertThat(Collector.isAble(List.of("ZGC Cycles", "ZGC Pauses"))).isFalse();
        assertThat(Collector.isAble(List.of("ZGC Minor Cycles", "ZGC Major Cycles")))
                .isFalse();
        assertThat(Collector.isAble(List.of("Shenandoah Cycles", "Shenandoah Pauses")))
                .isFalse();
        assertThat(Collector.isAble(List.of("Epsilon Heap"))).isFalse();
        assertThat(Collector.isAble(List.of("G1 Young Generation", "A newer one")))
                .isFalse();
        assertThat(Collector.isAble(List.of())).isFalse();
    }
}
