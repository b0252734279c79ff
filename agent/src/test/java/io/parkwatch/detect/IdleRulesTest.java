// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.families.AllFamilies;
import io.parkwatch.families.Family;
import io.parkwatch.finding.BlindSpots.Why;
import io.parkwatch.finding.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdleRulesTest {
    private static final ProgramFrames PROGRAM = new ProgramFrames(AllFamilies.all(), List.of());
    private static final IdleRules RULES = new IdleRules(AllFamilies.all(), PROGRAM);
    private static final Map<String, String> WORDS = new LinkedHashMap<>();
    private static final List<Idle> STACKS = stacks();
    private static final String AWAIT = expanded("AWAIT");
    private static final String WAIT = expanded("WAIT");

    record Idle(String row, List<Frame> frames) {
        @Override
        public String toString() {
            return row;
        }

        /** Returns the stack of this thread if the row's method has called a handler of the program, which waits. */
        List<Frame> withStuckHandler() {
            IdleRules.Row rule = rule();
            int marker = 0;
            while (!rule.matches(frames.subList(marker, marker + 1), PROGRAM)) {
                marker++;
            }
            List<Frame> stuck = new ArrayList<>(Waits.frames(Waits.PUT + "com.acme.Handler.on"));
            stuck.addAll(frames.subList(marker, frames.size()));
            return stuck;
        }

        IdleRules.Row rule() {
            return RULES.idle.stream()
                    .filter(rule -> IdleRulesTest.row(rule).equals(row))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Idle> stacks() {
        List<Idle> stacks = new ArrayList<>();
        for (String line : lines("idle-stacks.txt")) {
            if (line.contains(" = ")) {
                WORDS.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf('=') + 2));
            } else {
                int tab = line.indexOf('\t');
                stacks.add(new Idle(line.substring(0, tab), Waits.frames(expanded(line.substring(tab + 1)))));
            }
        }
        return stacks;
    }

    private static String expanded(String frames) {
        return Stream.of(frames.split(" < ", -1))
                .map(frame -> WORDS.getOrDefault(frame, frame))
                .collect(joining(" < "));
    }

    private static List<String> lines(String resource) {
        return lines(IdleRulesTest.class, resource);
    }

    private static List<String> lines(Class<?> beside, String resource) {
        try (InputStream in = requireNonNull(beside.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Idle> idle() {
        return STACKS;
    }

    @ParameterizedTest
    @MethodSource("idle")
    void aThreadThatWaitsForWorkIsIdle(Idle thread) {
        assertThat(thread.rule().matches(thread.frames, PROGRAM)).isTrue();
        assertThat(isIdle(thread.frames)).isTrue();
    }

    /**
     * Returns all rows but a scheduler's own queue: no task runs inside it, nor inside any queue that a worker takes
     * from.
     */
    static List<Idle> handlers() {
        return idle().stream()
                .filter(thread -> !thread.row.contains("DelayedWorkQueue"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void aStuckHandlerOfTheProgramsBelowTheSameMethodIsFound(Idle thread) {
        assertThat(isIdle(thread.withStuckHandler())).isFalse();
        assertThat(Waits.detector().classify(Waits.wait(text(thread.withStuckHandler()))))
                .isInstanceOfSatisfying(
                        Classification.Stuck.class,
                        stuck -> assertThat(stuck.waitsAt()).isEqualTo(Waits.frame("com.acme.Handler.on")));
    }

    @Test
    void everyRowHasAStackOfItsOwnHere() {
        Set<String> tested = new HashSet<>();
        idle().forEach(thread -> tested.add(thread.row));

        assertThat(RULES.idle).extracting(IdleRulesTest::row).doesNotHaveDuplicates();
        assertThat(RULES.idle).extracting(IdleRulesTest::row).hasSameElementsAs(tested);
    }

    /** Copies of a library in the packages of another library. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "net.logstash.logback.encoder.com.lmax.disruptor.BlockingWaitStrategy.waitFor"
                        + " < net.logstash.logback.encoder.com.lmax.disruptor.ProcessingSequenceBarrier.waitFor"
                        + " < net.logstash.logback.encoder.com.lmax.disruptor.BatchEventProcessor.processEvents",
                "*juc.ArrayBlockingQueue.take < com.launchdarkly.shaded.com.launchdarkly.sdk.internal.events.DefaultEventProcessor$SendEventsTask.run",
                "shaded.org.glassfish.grizzly.threadpool.FixedThreadPool$BasicWorker.getTask",
            })
    void aLibrarysCopyInAnotherPackageIsIdleToo(String frames) {
        assertThat(isIdle(Waits.frames(AWAIT + " < " + frames + Waits.RUN))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Only the frames of the copy itself make a wait idle.
                "com.lmax.disruptor.BlockingWaitStrategy.waitFor < shaded.com.lmax.disruptor.BatchEventProcessor.processEvents",
                "xcom.lmax.disruptor.BatchEventProcessor.processEvents",
                "com.acme.Handler.on < shaded.com.lmax.disruptor.BatchEventProcessor.processEvents",
            })
    void whatIsNoCopyIsNotIdle(String frames) {
        assertThat(isIdle(Waits.frames(AWAIT + " < " + frames + Waits.RUN))).isFalse();
    }

    private static boolean isIdle(List<Frame> frames) {
        return RULES.idle(frames) != null;
    }

    /** Frames alone do not distinguish this wait from a wait for any other promise. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.netty.channel.AbstractChannel$CloseFuture",
                "io.grpc.netty.shaded.io.netty.channel.AbstractChannel$CloseFuture",
            })
    void whoWaitsForAConnectionsEndIsIdle(String monitor) {
        assertThat(classifyPromise(monitor).leftOut()).isEqualTo(Why.IDLE_RULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.netty.channel.DefaultChannelPromise", "java.lang.Object"})
    void whoWaitsForAnotherPromiseIsNot(String monitor) {
        assertThat(classifyPromise(monitor)).isInstanceOf(Classification.Stuck.class);
    }

    private static Classification classifyPromise(String monitor) {
        String frames = WAIT + " < io.netty.util.concurrent.DefaultPromise.await < com.acme.Server.run" + Waits.RUN;
        return Waits.detector().classify(Waits.wait(frames, monitor, null));
    }

    @Test
    void everyRowHasFourColumnsAndAReason() {
        List<String> rows = new ArrayList<>(lines("idle-waits.tsv"));
        for (Family family : AllFamilies.all()) {
            if (family.idleWaits() != null) {
                rows.addAll(lines(family.getClass(), family.idleWaits()));
            }
        }

        assertThat(rows)
                .allSatisfy(line -> assertThat(line.split("\t", -1))
                        .hasSize(4)
                        .satisfies(columns -> assertThat(columns[0]).isIn("idle", "end", "scope"))
                        .satisfies(columns -> assertThat(columns[1]).matches("[^#]+#[^#]+"))
                        .satisfies(columns -> assertThat(columns[3]).hasSizeGreaterThan(10)));
    }

    /** A person finds a row by its place. */
    @Test
    void theRowsOfLibrariesAreInAlphabeticalOrder() {
        List<String> patterns = lines("idle-waits.tsv").stream()
                .filter(line -> line.startsWith("idle\t"))
                .map(line -> line.split("\t", -1)[1])
                .toList();

        assertThat(patterns).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    /** Classes that belong to a row's library but do the program's work in the program's threads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "juc.locks.ReentrantLock.lock < org.h2.mvstore.MVStore.commit < org.h2.jdbc.JdbcConnection.commit < com.acme.Dao.save",
                "juc.locks.ReentrantLock.lock < okio.AsyncTimeout$Companion.scheduleTimeout < okio.AsyncTimeout.enter"
                        + " < okhttp3.internal.http1.Http1ExchangeCodec.readHeaders < com.acme.Client.get",
                "*juc.ArrayBlockingQueue.put < org.apache.logging.log4j.core.appender.AsyncAppender.append < com.acme.Shop.buy",
                "juc.locks.ReentrantLock.lock < org.apache.logging.log4j.core.async.AsyncLoggerDisruptor.enqueue"
                        + " < com.acme.Shop.buy",
                "juc.CountDownLatch.await < kotlinx.coroutines.BlockingCoroutine.joinBlocking < com.acme.Shop.buy",
                "*juc.SynchronousQueue.put < com.acme.Shop.buy < juc.ThreadPoolExecutor.runWorker",
            })
    void aProgramsThreadInsideALibraryIsNotIdle(String frames) {
        assertThat(isIdle(Waits.frames(Waits.PARK + frames + Waits.RUN))).isFalse();
    }

    private static String row(IdleRules.Row rule) {
        return rule.marker() + '#' + rule.method();
    }

    private static String text(List<Frame> frames) {
        return String.join(
                " < ",
                frames.stream()
                        .map(f -> (f.queue() ? "*" : "") + f.className() + '.' + f.method())
                        .toList());
    }
}
