// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SuspensionListenerTest {
    private final SuspensionListener touched = new SuspensionListener(1L << 40);

    @Test
    void aChannelIsHandedOverOnceHoweverOftenItWasTold() {
        Object channel = new Object();
        touched.accept(channel);
        touched.accept(channel);
        touched.drain();
        touched.accept(channel);
        assertThat(taken()).containsExactly(channel);

        touched.accept(channel);
        assertThat(taken()).containsExactly(channel);
        assertThat(taken()).isEmpty();
    }

    @Test
    void aChannelIsNotHeld() {
        Object channel = new Object();
        touched.accept(channel);
        WeakReference<Object> alive = new WeakReference<>(channel);
        channel = null;

        Awaitility.await().until(() -> {
            System.gc();
            return alive.refersTo(null);
        });
        assertThat(taken()).isEmpty();
    }

    /** Records far more channels than the table of recent channels has cells. */
    @Test
    void noneOfManyIsLostWhileTheWatcherTakesThem() throws InterruptedException {
        int each = 30_000;
        List<List<Object>> channels = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch started = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            List<Object> own = new ArrayList<>();
            for (int j = 0; j < each; j++) {
                own.add(new Object());
            }
            channels.add(own);
            threads.add(new Thread(() -> {
                try {
                    started.await();
                } catch (InterruptedException e) {
                    return;
                }
                own.forEach(touched);
            }));
        }
        threads.forEach(Thread::start);
        started.countDown();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (threads.stream().anyMatch(Thread::isAlive)) {
            seen.addAll(taken());
        }
        seen.addAll(taken());

        assertThat(seen).hasSize(4 * each);
        assertThat(touched.lost()).isFalse();
        assertThat(channels).as("held until here").hasSize(4);
    }

    @Test
    void ofASmallHeapItTakesASmallPartAndSaysWhenThatWasTooLittle() {
        SuspensionListener small = new SuspensionListener(4096 * 10);
        List<Object> channels = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            channels.add(new Object());
        }
        channels.forEach(small);

        assertThat(taken(small)).containsExactlyInAnyOrderElementsOf(channels.subList(0, 10));
        assertThat(small.lost()).isTrue();
    }

    @Test
    void overManyVisitsItKeepsTwiceAsMuch() {
        SuspensionListener small = new SuspensionListener(4096 * 10);
        List<Object> channels = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Object channel = new Object();
            channels.add(channel);
            small.accept(channel);
            small.drain();
        }

        assertThat(taken(small)).containsExactlyInAnyOrderElementsOf(channels.subList(0, 20));
        assertThat(small.lost()).isTrue();
    }

    private List<Object> taken() {
        return taken(touched);
    }

    private static List<Object> taken(SuspensionListener from) {
        List<Object> channels = new ArrayList<>();
        for (WeakReference<Object> reference : from.take()) {
            Object channel = reference.get();
            if (channel != null) {
                channels.add(channel);
            }
        }
        return channels;
    }
}
