// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CreationListenerTest {
    private static final CallSite SITE = new CallSite(CreationListener.class.getClassLoader(), List.of());

    @Test
    void whateverIsThrownInsideDoesNotReachTheProgram() {
        CreationListener births = new CreationListener(
                10,
                true,
                born -> {
                    throw new StackOverflowError("as deep as it gets");
                },
                SITE);

        assertThatCode(() -> births.accept(new Object())).doesNotThrowAnyException();
        assertThat(births.drain()).isEmpty();
    }

    @Test
    void moreThanTheRingHoldsLosesTheOldest() {
        CreationListener births = new CreationListener(1, false, born -> 1, SITE);
        Object last = new Object();
        for (int i = 0; i < 1_000; i++) {
            births.refill(-1);
            births.accept(i == 999 ? last : new Object());
        }

        List<Birth> seen = births.drain();
        assertThat(seen).hasSizeLessThanOrEqualTo(64);
        assertThat(seen.get(seen.size() - 1).refersTo(last)).isTrue();
    }

    @Test
    void inAFloodTheHookTellsNobodyUntilTheNextPeriod() {
        CreationListener births = new CreationListener(10, false, born -> 1, SITE);
        AtomicReference<Consumer<Object>> hook = new AtomicReference<>();
        births.listen(hook::set);
        assertThat(hook).hasValue(births);

        for (int i = 0; i < 100_001; i++) {
            births.accept(this);
        }
        assertThat(hook).hasNullValue();

        births.refill(-1);
        assertThat(hook).hasValue(births);
    }

    @RepeatedTest(10)
    void whatAHookIsAboutToLeaveWhileTheWatcherReadsIsNotLost() throws InterruptedException {
        int each = 100_000; // the ring holds all of them
        CreationListener births = new CreationListener(4 * each, false, born -> 1, SITE);
        int seen = 0;
        List<Thread> makers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            makers.add(new Thread(() -> {
                for (int n = 0; n < each; n++) {
                    births.accept(this);
                }
            }));
        }

        makers.forEach(Thread::start);
        while (makers.stream().anyMatch(Thread::isAlive)) {
            seen += births.drain().size();
        }
        seen += births.drain().size();

        assertThat(seen).isEqualTo(2 * each);
    }
}
