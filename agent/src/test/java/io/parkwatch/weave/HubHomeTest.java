// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.hook.Hub;
import io.parkwatch.points.Hook;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Really defines the hub in this JVM's java.base, where only this test calls it. */
class HubHomeTest {
    private HubHome home;
    private Class<?> hub;

    @BeforeEach
    void define() throws IOException, ReflectiveOperationException {
        try (InputStream in = Hub.class.getResourceAsStream("Hub.class")) {
            home = HubHome.define(in.readAllBytes());
        }
        hub = Class.forName(Hook.HUB.replace('/', '.'), true, null);
    }

    @AfterEach
    void silence() {
        listen(null, null);
        home.accept(new long[64]);
    }

    @Test
    void itLivesInJavaBaseUnderItsOtherName() {
        assertThat(hub.getModule()).isSameAs(Object.class.getModule());
        assertThat(hub.getName()).isEqualTo("java.util.concurrent.locks.ParkwatchHub");
        assertThat(hub.getDeclaredMethods())
                .extracting(java.lang.reflect.Method::getName)
                .containsExactlyInAnyOrder(
                        "door",
                        "park",
                        "bucket",
                        "started",
                        "made",
                        "madeLock",
                        "tell",
                        "suspends",
                        "resumes",
                        "begins",
                        "enters",
                        "sliced",
                        "file",
                        "from",
                        "length",
                        "buffer",
                        "virtual");
    }

    @Test
    void whatListenersDoIsNotTakenIntoConstructors() throws Exception {
        assertThat(hub.getDeclaredMethod("tell", Consumer.class, Object.class).getAnnotations())
                .extracting(annotation -> annotation.annotationType().getName())
                .containsExactly("jdk.internal.vm.annotation.DontInline");
    }

    @Test
    void aSecondAgentFindsTheOneThatIsThere() throws Exception {
        home.accept(new long[] {1});

        HubHome again = HubHome.define(new byte[0]);

        assertThat(again.watched()).containsExactly(1);
        assertThat(again.isInUse()).isFalse();
        listen(thread -> {}, channel -> {});
        assertThat(again.isInUse()).isTrue();
    }

    @Test
    void aParkClearsTheThreadOutOfTheWholeBucketOfThePublishedTable() throws Exception {
        long[] table = new long[256];
        java.util.Arrays.fill(table, 42);
        home.accept(table);

        hub.getMethod("park", long.class).invoke(null, 43L);
        assertThat(table).containsOnly(42);
        hub.getMethod("park", long.class).invoke(null, 42L);

        int first = Hub.bucket(42, 256);
        for (int slot = 0; slot < 256; slot++) {
            assertThat(table[slot]).isEqualTo(slot >= first && slot < first + 8 ? 0 : 42);
        }
    }

    @Test
    void whoListensIsToldOfThreadsAndChannels() throws Exception {
        List<Object> threads = new ArrayList<>();
        List<Object> channels = new ArrayList<>();
        tell();
        listen(threads::add, channels::add);
        tell();
        listen(null, null);
        tell();

        assertThat(threads).containsExactly("thread");
        assertThat(channels).containsExactly("channel");
    }

    @Test
    void whoListensIsToldOfLocksSuspensionsAndCoroutines() throws Exception {
        List<Object> told = new ArrayList<>();
        home.suspensions.accept(told::add);
        home.coroutines.accept((coroutine, block) -> told.add(coroutine + " of " + block));
        home.locks.accept(told::add);
        hub.getMethod("madeLock", Object.class).invoke(null, "lock");
        home.locks.accept(null);
        hub.getMethod("madeLock", Object.class).invoke(null, "another");
        hub.getMethod("suspends", Object.class).invoke(null, "channel");
        hub.getMethod("begins", Object.class, Object.class).invoke(null, "coroutine", "block");
        home.suspensions.accept(null);
        home.coroutines.accept(null);
        hub.getMethod("suspends", Object.class).invoke(null, "another");
        hub.getMethod("begins", Object.class, Object.class).invoke(null, "another", "block");

        assertThat(told).containsExactly("lock", "channel", "coroutine of block");
    }

    @Test
    void whoListensIsToldOfTheFirstVirtualThread() throws Exception {
        List<Object> told = new ArrayList<>();
        home.virtual.accept(() -> told.add("the first"));
        hub.getMethod("virtual").invoke(null);
        home.off();
        hub.getMethod("virtual").invoke(null);

        assertThat(told).containsExactly("the first");
    }

    @Test
    void theDoorIsFoundByNameAndEmptiedWithTheListeners() throws Exception {
        home.door.accept(asked -> "answer to " + asked[0]);
        Function<?, ?> door = (Function<?, ?>) hub.getMethod("door").invoke(null);
        home.off();

        assertThat(Arrays.asList(door.getClass().getGenericInterfaces())).containsExactly(Function.class);
        assertThat(hub.getMethod("door").invoke(null)).isNull();
    }

    @Test
    void whoListensGivesWhatALoaderDefines() throws Exception {
        byte[] file = {1, 2, 3, 4};
        assertThat(define(file, 1, 2)).as("nobody listens").isSameAs(file);

        home.classes.accept((by, given) -> given);
        assertThat(define(file, 1, 2)).as("it stays").isSameAs(file);
        assertThat(hub.getMethod("from", Object.class, Object.class, int.class).invoke(null, file, file, 1))
                .isEqualTo(1);
        assertThat(hub.getMethod("length", Object.class, byte[].class, int.class)
                        .invoke(null, file, file, 2))
                .isEqualTo(2);

        byte[] woven = {9, 9, 9};
        List<Object> told = new ArrayList<>();
        home.classes.accept((by, given) -> {
            told.addAll(List.of(by));
            told.add(given);
            return woven;
        });
        assertThat(define(file, 1, 2)).isSameAs(woven);
        assertThat(told).containsExactly("name", "domain", new byte[] {2, 3});
        assertThat(hub.getMethod("from", Object.class, Object.class, int.class).invoke(null, file, woven, 1))
                .isEqualTo(0);
        assertThat(hub.getMethod("length", Object.class, byte[].class, int.class)
                        .invoke(null, file, woven, 2))
                .isEqualTo(3);
        home.off();
    }

    @Test
    void whatFailsWithoutMemoryOrStackIsNoConcernOfTheProgram() throws Exception {
        byte[] file = {1, 2, 3, 4};
        home.classes.accept((by, given) -> {
            throw new OutOfMemoryError("thrown by this test");
        });
        home.virtual.accept(() -> {
            throw new StackOverflowError("thrown by this test");
        });

        assertThat(define(file, 0, 4)).isSameAs(file);
        assertThat(hub.getMethod("buffer", Object.class, Object.class, Object.class)
                        .invoke(null, "name", file, "domain"))
                .isSameAs(file);
        hub.getMethod("virtual").invoke(null);
        home.off();
    }

    @Test
    void whatNoLoaderCouldDefineIsLeftToTheJdkToRefuse() throws Exception {
        home.classes.accept((by, given) -> new byte[0]);
        byte[] file = {1, 2, 3, 4};

        assertThat(define(file, -1, 2)).isSameAs(file);
        assertThat(define(file, 1, -2)).isSameAs(file);
        assertThat(define(file, 3, 2)).isSameAs(file);
        assertThat(define(file, Integer.MAX_VALUE, 2)).isSameAs(file);
        assertThat(define(null, 0, 0)).isNull();
        home.off();
    }

    private @Nullable Object define(byte @Nullable [] file, int from, int length) throws ReflectiveOperationException {
        return hub.getMethod("file", Object.class, byte[].class, int.class, int.class, Object.class)
                .invoke(null, "name", file, from, length, "domain");
    }

    private void tell() throws ReflectiveOperationException {
        hub.getMethod("started", Object.class).invoke(null, "thread");
        hub.getMethod("made", Object.class).invoke(null, "channel");
    }

    private void listen(@Nullable Consumer<Object> ofThreads, @Nullable Consumer<Object> ofChannels) {
        home.threads.accept(ofThreads);
        home.channels.accept(ofChannels);
    }
}
