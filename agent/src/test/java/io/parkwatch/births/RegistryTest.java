// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parkwatch.custom.CustomTypes;
import java.lang.instrument.Instrumentation;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistryTest {
    /** Reads threads that override nothing. */
    private static final class Facts implements ThreadFacts {
        @Override
        @SuppressWarnings("deprecation") // threadId comes with 19
        public long id(Thread thread) {
            return thread.getId();
        }

        @Override
        public boolean ended(Thread thread) {
            return thread.getState() == Thread.State.TERMINATED;
        }
    }

    private final Registry registry =
            new Registry(1_000, new Stacks(noClasses(), new CustomTypes(List.of())), new Facts(), List.of());

    @Test
    void aChannelIsKnownFromItsMakingUntilNobodyElseHasIt() {
        Semaphore kept = new Semaphore(0);
        make(registry, kept);
        dropped();
        registry.drain();

        await().untilAsserted(() -> {
            System.gc();
            registry.tidy();
            assertThat(channels()).containsExactly(kept);
        });
    }

    /** Has its own frame, which holds nothing after it returns. */
    private void dropped() {
        make(registry, new LinkedBlockingQueue<>());
    }

    @Test
    void aThreadIsForgottenWhenItHasEnded() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> awaitEnd(end));
        start(registry, thread);
        registry.drain();
        registry.tidy();
        registry.tidy();
        registry.tidy();
        assertThat(births())
                .as("not started yet: the hook is at the entry of start, and a busy machine may take looks to start it")
                .isEqualTo(1);

        thread.start();
        registry.tidy();
        assertThat(births()).isEqualTo(1);

        end.countDown();
        thread.join();
        registry.tidy();
        assertThat(births()).isZero();
    }

    @Test
    void aThreadThatNobodySawStartIsKnownByWhatItHasToItself() {
        Thread thread = new Thread(() -> {});
        Thread other = new Thread(() -> {});
        start(registry, Objects.requireNonNull(Places.holder(thread))); // on 21+
        registry.drain();
        registry.tidy();

        assertThat(registry.birth(thread)).isNotNull();
        assertThat(registry.birth(other)).isNull();

        start(registry, thread);
        registry.drain();
        assertThat(Objects.requireNonNull(registry.birth(thread)).refersTo(thread))
                .as("its start, once seen, is better")
                .isTrue();
    }

    @Test
    void nothingStrongLeadsToWhatTheHooksSaw() {
        Thread thread = new Thread(() -> {});
        Semaphore channel = new Semaphore(0);
        start(registry, thread);
        make(registry, channel);
        assertThat(isReachable(registry, thread)).isFalse();
        assertThat(isReachable(registry, channel)).isFalse();
        assertThat(reachable(registry)).hasSizeGreaterThan(10);

        registry.drain();
        registry.tidy();
        assertThat(births()).isEqualTo(1);
        assertThat(channels()).containsExactly(channel);
        assertThat(isReachable(registry, thread)).isFalse();
        assertThat(isReachable(registry, channel)).isFalse();
    }

    @Test
    void theWalkOfThisTestWouldFindAStrongReference() {
        Semaphore channel = new Semaphore(0);

        assertThat(isReachable(List.of(new Object[] {channel}), channel)).isTrue();
        assertThat(isReachable(List.of(new WeakReference<>(channel)), channel)).isFalse();
    }

    @Test
    void creationsPastTheBudgetAreCountedAndNotKept() {
        Registry small = new Registry(2, new Stacks(noClasses(), new CustomTypes(List.of())), new Facts(), List.of());
        List<Object> alive = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Semaphore channel = new Semaphore(0);
            alive.add(channel);
            make(small, channel);
        }
        small.drain();
        small.refill(-1);

        List<Object> seen = new ArrayList<>();
        small.forEachChannel((channel, birth) -> seen.add(channel));
        assertThat(seen).hasSize(2).isSubsetOf(alive);
        assertThat(small.channels.skipped()).isEqualTo(8);
        assertThat(small.threads.skipped()).isZero();
    }

    @Test
    void aFloodOfLocksTakesNothingFromTheChannels() {
        Registry small = new Registry(4, new Stacks(noClasses(), new CustomTypes(List.of())), new Facts(), List.of());
        AtomicReference<@Nullable Consumer<Object>> hook = new AtomicReference<>();
        small.locks.listen(hook::set);
        ReentrantLock first = new ReentrantLock();
        Objects.requireNonNull(hook.get()).accept(first);
        for (Consumer<Object> told = hook.get(); told != null; told = hook.get()) {
            told.accept(new ReentrantLock());
        }

        Semaphore channel = new Semaphore(0);
        make(small, channel);
        small.drain();

        List<Object> seen = new ArrayList<>();
        small.forEachChannel((c, birth) -> seen.add(c));
        assertThat(seen).containsExactly(first, channel);
        small.refill(-1);
        assertThat(hook).as("of locks, in the next period").doesNotHaveNullValue();
        assertThat(small.locks.skipped()).isGreaterThan(10_000);
    }

    @Test
    void whatTheAgentsOwnThreadMakesIsNotTheProgramsAndTakesNoBudget() throws InterruptedException {
        Registry small = new Registry(2, new Stacks(noClasses(), new CustomTypes(List.of())), new Facts(), List.of());
        Thread own = new Thread(() -> {
            small.ignoreMaker(Thread.currentThread());
            for (int i = 0; i < 10; i++) {
                make(small, new Semaphore(0));
            }
        });
        own.start();
        own.join();
        Semaphore channel = new Semaphore(0);
        make(small, channel);
        small.drain();

        List<Object> seen = new ArrayList<>();
        small.forEachChannel((c, birth) -> seen.add(c));
        assertThat(seen).containsExactly(channel);
    }

    @Test
    void withoutTracesChannelsAreKnownWithoutTheirPlaces() {
        Registry untraced =
                new Registry(0, new Stacks(noClasses(), new CustomTypes(List.of())), new Facts(), List.of());
        Semaphore channel = new Semaphore(0);
        make(untraced, channel);
        start(untraced, Thread.currentThread());
        untraced.drain();

        List<Object> seen = new ArrayList<>();
        untraced.forEachChannel((c, birth) -> {
            seen.add(c);
            assertThat(untraced.stack(birth)).isNull();
        });
        assertThat(seen).containsExactly(channel);
        assertThat(untraced.creation(Thread.currentThread())).isNull();
    }

    @Test
    void theWarmUpTakesNothingOfTheSmallestBudget() {
        Registry small = new Registry(1, new Stacks(noClasses(), new CustomTypes(List.of())), new Facts(), List.of());
        small.warmUp();
        make(small, new Semaphore(0));

        assertThat(small.channels.any()).isTrue();
    }

    @Test
    void theWarmUpLeavesNothing() {
        registry.warmUp();

        assertThat(channels()).isEmpty();
        assertThat(births()).isZero();
        assertThat(registry.channels.any()).isFalse();
        make(registry, new Semaphore(0));
        assertThat(registry.channels.any()).isTrue();
    }

    @Test
    void whateverTheHookMeetsEndsInIt() {
        CreationListener births = new CreationListener(
                10,
                true,
                born -> {
                    throw new IllegalStateException("a place can't be told");
                },
                () -> 1);

        births.accept(new Object());

        assertThat(births.drain()).isEmpty();
    }

    private List<Object> channels() {
        List<Object> channels = new ArrayList<>();
        registry.forEachChannel((channel, birth) -> channels.add(channel));
        return channels;
    }

    private long births() {
        return reachable(registry).stream()
                .filter(Birth.class::isInstance)
                .filter(birth -> ((Birth) birth).get() instanceof Thread)
                .count();
    }

    private static void awaitEnd(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** No test here reads a stack, for which classes would be searched. */
    private static Instrumentation noClasses() {
        return (Instrumentation) Proxy.newProxyInstance(
                Instrumentation.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, args) -> method.getName().equals("getAllLoadedClasses") ? new Class<?>[0] : null);
    }

    private static boolean isReachable(Object from, Object to) {
        return reachable(from).contains(to);
    }

    /**
     * Returns all objects that strong references lead to, by identity. Does not follow the referents of weak
     * references, nor classes and their loaders.
     */
    private static Set<Object> reachable(Object from) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(List.of(from));
        for (Object object = open.poll(); object != null; object = open.poll()) {
            if (object instanceof Class || object instanceof ClassLoader || !seen.add(object)) {
                continue;
            }
            if (object instanceof Object[] array) {
                for (int i = 0; i < Array.getLength(array); i++) {
                    follow(array[i], open);
                }
            }
            for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
                if (type != Reference.class) {
                    followFields(object, type, open);
                }
            }
        }
        return seen;
    }

    private static void followFields(Object object, Class<?> type, Deque<Object> open) {
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                try {
                    field.setAccessible(true);
                    follow(field.get(object), open);
                } catch (ReflectiveOperationException | RuntimeException e) {
                    // A JDK package that is not open to the tests holds no object of the agent.
                }
            }
        }
    }

    private static void follow(@org.jspecify.annotations.Nullable Object object, Deque<Object> open) {
        if (object != null) {
            open.add(object);
        }
    }

    private static void make(Registry registry, Object channel) {
        AtomicReference<@Nullable Consumer<Object>> hook = new AtomicReference<>();
        registry.channels.listen(hook::set);
        Objects.requireNonNull(hook.get()).accept(channel);
    }

    private static void start(Registry registry, Object thread) {
        AtomicReference<@Nullable Consumer<Object>> hook = new AtomicReference<>();
        registry.threads.listen(hook::set);
        Objects.requireNonNull(hook.get()).accept(thread);
    }
}
