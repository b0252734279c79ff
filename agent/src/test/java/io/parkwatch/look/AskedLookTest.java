// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.api.Tag;
import io.parkwatch.look.FakeJvm.FakeThread;
import io.parkwatch.look.FakeJvm.Stack;
import io.parkwatch.look.LookRequest.Subject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Looks that a program asks for, at threads that a test sets. */
class AskedLookTest {
    private static final int OLD = 30;

    private final FakeJvm jvm = new FakeJvm();

    @Test
    void eachStuckThreadIsARowOfItsOwn() {
        jvm.platformThread(tagged("mine")).takes("com.acme.Shop");
        for (int i = 0; i < 30; i++) {
            jvm.virtualThread().takes("com.acme.Shop");
        }
        jvm.lookAt(10);

        List<Map<String, Object>> rows = ask(10 + OLD, null);

        assertThat(rows).hasSize(31).allSatisfy(row -> {
            assertThat(row).containsEntry("state", "stuck").containsEntry("role", "receiver");
            assertThat(row.get("waitsAt")).isEqualTo("com.acme.Shop.run(Unknown Source)");
            assertThat((List<?>) row.get("stack")).hasSize(6);
        });
        assertThat(rows.stream().map(row -> row.get("fingerprint")).distinct()).hasSize(1);
        assertThat(rows.stream().filter(row -> "mine".equals(row.get("tag")))).hasSize(1);
    }

    @Test
    void ofThreadsThatAreNotStuckThoseWithTheTagAreShown() {
        jvm.platformThread(tagged("mine")).takes("com.acme.Shop");
        jvm.platformThread(tagged("mine")).runs(Stack.at("com.acme.Shop", "run"));
        jvm.platformThread(tagged("mine")).runs(new StackTraceElement("sun.nio.ch.EPoll", "wait", null, -2));
        FakeThread sleeps = jvm.platformThread(tagged("mine"))
                .waits(
                        Thread.State.TIMED_WAITING,
                        Stack.at("java.lang.Thread", "sleep"),
                        Stack.at("com.acme.Shop", "run"));
        FakeThread unborn = jvm.platformThread(tagged("mine"));
        jvm.platformThread(tagged("another")).takes("com.acme.Shop");
        jvm.platformThread(new Thread()).takes("com.acme.Shop");

        assertThat(states(ask(10, "mine"))).containsExactly("waiting", "running", "io", "waiting", "running");
        assertThat(states(ask(10 + OLD, "mine")))
                .startsWith("stuck", "stuck", "stuck")
                .contains("old");
        sleeps.state = Thread.State.TERMINATED;
        unborn.state = Thread.State.TERMINATED;
        assertThat(states(ask(11 + OLD, "mine"))).hasSize(5);
        assertThat(states(ask(12 + OLD, null))).hasSize(3);
    }

    @Test
    void anIdleWorkerIsIdleFromTheFirstLookOn() {
        StackTraceElement[] idle = {
            Stack.at("jdk.internal.misc.Unsafe", "park"),
            Stack.at("java.util.concurrent.locks.LockSupport", "park"),
            Stack.at("java.util.concurrent.LinkedBlockingQueue", "take"),
            Stack.at("java.util.concurrent.ThreadPoolExecutor", "getTask"),
            Stack.at("java.util.concurrent.ThreadPoolExecutor", "runWorker"),
            Stack.at("java.lang.Thread", "run")
        };
        jvm.platformThread(tagged("mine")).waits(Thread.State.WAITING, idle);

        assertThat(states(ask(10, "mine"))).containsExactly("idle");
    }

    @Test
    void theThresholdIsTheLeastThatWasAskedFor() {
        jvm.platformThread().takes("com.acme.Shop");
        jvm.lookAt(10);
        assertThat(jvm.lookAt(10 + OLD / 2).findings()).isEmpty();

        assertThat(jvm.look.lower(FakeJvm.THRESHOLD)).isFalse();
        assertThat(jvm.look.lower(FakeJvm.THRESHOLD / 2)).isTrue();

        assertThat(jvm.lookAt(10 + OLD / 2).findings()).hasSize(1);
    }

    private List<Map<String, Object>> ask(long ticks, @Nullable String tag) {
        LookRequest request = new LookRequest(FakeJvm.THRESHOLD, false, false, new Subject(tag, null, null));
        return jvm.answerAt(ticks, request).threads();
    }

    private static List<Object> states(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> Objects.requireNonNull(row.get("state")))
                .toList();
    }

    /** Returns a thread that was made by one with this tag. */
    private static Thread tagged(String name) {
        Tag tag = new Tag();
        tag.set(name);
        try {
            return new Thread();
        } finally {
            tag.remove();
        }
    }
}
