// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrappedTasksTest {
    private static final FutureTask<Void> INNER = new FutureTask<>(() -> {}, null);

    private final WrappedTasks tasks = new WrappedTasks(FieldConstants.find());

    static Stream<Object> wrappers() {
        return Stream.of(
                INNER,
                wrapped(INNER),
                wrapped(wrapped(new Wrapper(INNER))),
                new Subclass(INNER),
                new Runnable() {
                    private final Runnable body = INNER;

                    @Override
                    public void run() {
                        body.run();
                    }
                },
                new ProgramThread(INNER));
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void aTaskIsFoundInWhatWrapsIt(Object wrapper) {
        assertThat(tasks.find(wrapper, FutureTask.class)).isSameAs(INNER);
        assertThat(tasks.find(wrapper, FutureTask.class)).isSameAs(INNER);
    }

    @Test
    void aWrapperAroundItselfLeadsNowhere() {
        Wrapper round = new Wrapper(() -> {});
        round.inner = round;

        assertThat(tasks.find(round, FutureTask.class)).isNull();
    }

    @Test
    void whatIsInAnotherTypeOfFieldIsNotFound() {
        Object kept = INNER;
        Runnable keeps = () -> assertThat(kept).isNotNull();

        assertThat(tasks.find(keeps, FutureTask.class)).isNull();
        assertThat(tasks.find(new Runnable[] {INNER}, FutureTask.class)).isNull();
    }

    private static Runnable wrapped(Runnable body) {
        String name = "";
        return () -> {
            assertThat(name).isEmpty();
            body.run();
        };
    }

    private static class Wrapper implements Runnable {
        private Runnable inner;

        Wrapper(Runnable inner) {
            this.inner = inner;
        }

        @Override
        public void run() {
            inner.run();
        }
    }

    private static final class Subclass extends Wrapper {
        Subclass(Runnable inner) {
            super(inner);
        }
    }

    private static final class ProgramThread extends Thread {
        private final Runnable body;

        ProgramThread(Runnable body) {
            this.body = body;
        }

        @Override
        public void run() {
            body.run();
        }
    }
}
