// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.junit.jupiter.api.Test;

class GetIdOverridesTest {
    private final GetIdOverrides ids = new GetIdOverrides();

    @Test
    void aClassWithoutOneHasThatOfThread() {
        assertThat(ids.has(Plain.class)).isFalse();
        assertThat(ids.has(Plain.class)).as("once more").isFalse();
    }

    @Test
    void aMethodOfTheClassOrOfOneBetweenIsItsOwn() {
        assertThat(ids.has(Own.class)).isTrue();
        assertThat(ids.has(Inherits.class)).isTrue();
    }

    @Test
    void oneOfOtherParametersIsNone() {
        assertThat(ids.has(Overloads.class)).isFalse();
    }

    @Test
    void noneOfTheJdksIsAskedAbout() {
        assertThat(PlatformThreads.isOfProgramsClass(new Thread())).isFalse();
        assertThat(PlatformThreads.isOfProgramsClass(new Plain())).isTrue();
        ForkJoinWorkerThread jdks =
                ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(ForkJoinPool.commonPool());
        assertThat(PlatformThreads.isOfProgramsClass(jdks)).isFalse();
    }

    private static class Plain extends Thread {}

    private static class Own extends Thread {
        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            return 1;
        }
    }

    private static final class Inherits extends Own {}

    private static final class Overloads extends Thread {
        @SuppressWarnings("unused")
        static long getId(int of) {
            return of;
        }
    }
}
