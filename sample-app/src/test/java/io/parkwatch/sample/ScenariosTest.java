// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.parkwatch.sample.scenario.Channels;
import io.parkwatch.sample.scenario.Handled;
import io.parkwatch.sample.scenario.Scenario;
import io.parkwatch.sample.scenario.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {
    private final List<String> processed = new CopyOnWriteArrayList<>();

    @ParameterizedTest(name = "{0} with {1} on {2} threads waits in {3}")
    @MethodSource("waits")
    void a_leak_leaves_its_thread_waiting_until_it_is_interrupted(
            Scenario scenario, Channels channels, Threads threads, String operation) throws InterruptedException {
        var handler = scenario.handler(channels, false);

        Handled handled = handler.handle(threads.named("test-"), processed::add);

        Thread thread = handled.thread();
        await().untilAsserted(() -> assertThat(thread.getState()).isEqualTo(Thread.State.WAITING));
        List<String> stack = stack(thread);
        assertThat(stack).contains(operation);
        assertThat(stack.stream().filter(ScenariosTest::isProgram).findFirst())
                .hasValueSatisfying(
                        frame -> assertThat(frame).startsWith(handler.getClass().getName() + "."));
        assertThat(processed).isEqualTo(expectedWork(scenario));
        assertThat(thread.isVirtual()).isEqualTo(threads == Threads.virtual);

        thread.interrupt();
        await().until(() -> !thread.isAlive());
    }

    @ParameterizedTest(name = "{0} with {1} on {2} threads")
    @MethodSource("waits")
    void the_repaired_twin_answers_the_same_and_its_thread_ends(Scenario scenario, Channels channels, Threads threads)
            throws InterruptedException {
        Handled repaired = scenario.handler(channels, true).handle(threads.named("test-"), processed::add);
        await().until(() -> !repaired.thread().isAlive());
        assertThat(processed).isEqualTo(expectedWork(scenario));

        Handled leaking = scenario.handler(channels, false).handle(threads.named("test-"), item -> {});
        leaking.thread().interrupt();
        assertThat(repaired.response()).isEqualTo(leaking.response());
    }

    static Stream<Arguments> waits() {
        return Scenarios.ALL.stream()
                .flatMap(scenario -> Arrays.stream(Channels.values())
                        .flatMap(channels -> Arrays.stream(Threads.values())
                                .map(threads ->
                                        arguments(scenario, channels, threads, operation(scenario, channels)))));
    }

    private static String operation(Scenario scenario, Channels channels) {
        boolean queue = channels == Channels.queue;
        return switch (scenario.name()) {
            case "forgotten-sender", "timed-out-caller" ->
                queue ? "java.util.concurrent.SynchronousQueue.put" : "com.softwaremill.jox.Channel.send";
            case "dropped-channel" ->
                queue ? "java.util.concurrent.SynchronousQueue.take" : "com.softwaremill.jox.Channel.receive";
            case "abandoned-receiver" ->
                queue ? "java.util.concurrent.LinkedBlockingQueue.take" : "com.softwaremill.jox.Channel.receive";
            case "unclosed-worker" ->
                queue ? "java.util.concurrent.ArrayBlockingQueue.take" : "com.softwaremill.jox.Source.forEach";
            default -> throw new IllegalArgumentException("no expectation for " + scenario.name());
        };
    }

    private static List<String> expectedWork(Scenario scenario) {
        return scenario.name().equals("unclosed-worker") ? List.of("apples", "pears", "plums") : List.of();
    }

    private static List<String> stack(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .toList();
    }

    private static boolean isProgram(String frame) {
        return !frame.startsWith("java.") && !frame.startsWith("jdk.") && !frame.startsWith("com.softwaremill.jox.");
    }
}
