// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CloseSuspensionsTest {
    private static final String BLOCKING = "kotlinx.coroutines.BlockingCoroutine";

    @Test
    void whatABlockedThreadRunsMeanwhileIsNotWhereItsCoroutineWaits() {
        StackTraceElement[] thread =
                thread("com.acme.Other", BLOCKING, "kotlinx.coroutines.BuildersKt", "com.acme.Search");

        assertThat(CloseSuspensions.outside(thread, BLOCKING)).containsExactly(thread[1], thread[2], thread[3]);
    }

    @Test
    void ofTwoOneWithinTheOtherItIsNotKnownWhich() {
        assertThat(CloseSuspensions.outside(thread(BLOCKING, "com.acme.Other", BLOCKING, "com.acme.Search"), BLOCKING))
                .isEmpty();
    }

    @Test
    void aThreadThatHasGoneOnTellsNothing() {
        assertThat(CloseSuspensions.outside(thread("com.acme.Other", "com.acme.Search"), BLOCKING))
                .isEmpty();
    }

    private static StackTraceElement[] thread(String... classes) {
        return Stream.of(classes)
                .map(name -> new StackTraceElement(name, "run", "File.kt", 7))
                .toArray(StackTraceElement[]::new);
    }
}
