// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.BlindSpots.Why;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.gather.Findings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads that a promise blocks until a channel of core.async is ready. */
class CoreAsyncTest {
    private static final String CHANNEL = "clojure.core.async.impl.channels.ManyToManyChannel";
    private static final String BLOCKED = Waits.PARK + "juc.CountDownLatch.await < clojure.core$promise$reify__8.deref"
            + " < clojure.core$deref.invoke < clojure.core.async$fn__6855.invoke < ";
    private static final String POOL = "clojure.core.async$thread_call$fn__9.invoke < clojure.lang.AFn.run"
            + " < juc.ThreadPoolExecutor.runWorker" + Waits.RUN;
    private static final String PIPELINE = "clojure.core.async$pipeline_STAR_$fn__7.invoke < " + POOL;

    private final Detector detector = Waits.detector();

    @Test
    void whatTheCellsTellGoesBeforeTheLatch() {
        Classification.Stuck is = (Classification.Stuck)
                detector.classify(wait("acme.shop$buy$fn__12.invoke < " + POOL, Role.SENDER, ">!!"));

        assertThat(is.operation()).isEqualTo(new Operation(Role.SENDER, ">!!", CHANNEL, 5, false));
        assertThat(is.waitsAt()).isEqualTo(Waits.frame("acme.shop$buy$fn__12.invoke"));
    }

    @Test
    void numbersThatTheCompilerGaveTellNoTwoRunsApart() {
        assertThat(detector.classify(wait("acme.shop$buy$fn__12.invoke < " + POOL, Role.SENDER, ">!!")))
                .extracting(is -> ((Classification.Stuck) is).fingerprint())
                .isEqualTo(((Classification.Stuck)
                                detector.classify(wait("acme.shop$buy$fn__9041.invoke < " + POOL, Role.SENDER, ">!!")))
                        .fingerprint());
    }

    @Test
    void theLibrarysOwnLoopsAreIdleWhereTheyTakeAndFoundWhereTheyPut() {
        assertThat(detector.classify(wait(PIPELINE, Role.RECEIVER, "<!!")).leftOut())
                .isEqualTo(Why.IDLE_RULE);
        assertThat(detector.classify(wait(PIPELINE, null, null)).leftOut())
                .as("its channel was never heard of")
                .isEqualTo(Why.IDLE_RULE);
        assertThat(detector.classify(wait(PIPELINE, Role.SENDER, ">!!"))).isInstanceOf(Classification.Stuck.class);
        assertThat(detector.classify(wait("acme.shop$price.invoke < " + PIPELINE, Role.RECEIVER, "<!!")))
                .as("what the program runs in it")
                .isInstanceOf(Classification.Stuck.class);
    }

    @Test
    void itsTimerIsIdle() {
        assertThat(detector.classify(Waits.wait(Waits.AWAIT + "*juc.DelayQueue.take"
                                + " < clojure.core.async.impl.timers$timeout_worker.invoke < clojure.lang.AFn.run"
                                + Waits.RUN))
                        .leftOut())
                .isEqualTo(Why.IDLE_RULE);
    }

    @ParameterizedTest
    @CsvSource({
        "SENDER, >!!, waits to put into a ManyToManyChannel that nobody takes from",
        "SENDER, put!, waits to put into a ManyToManyChannel that nobody takes from",
        "RECEIVER, <!, waits to take from a ManyToManyChannel that nobody puts into",
        "SENDER, alts!, waits in alts! to send into one of several channels that nobody takes from",
        "RECEIVER, alts!!, waits in alts!! to receive from one of several channels that nobody sends to",
        "WAITER, alts!, waits in alts! on a ManyToManyChannel that nobody ends",
    })
    void aSentenceCanBeRead(Role role, String operation, String summary) {
        Observation wait = wait("acme.shop$buy.invoke < " + POOL, role, operation);
        Findings findings = new Findings(detector);
        findings.add((Classification.Stuck) detector.classify(wait), wait, null);

        Finding finding = findings.worstFirst(1).get(0);
        assertThat(finding.summary()).isEqualTo("1 platform thread " + summary);
    }

    private static Observation wait(String from, @Nullable Role told, @Nullable String operation) {
        ObservedChannel channel = told == null ? null : new ObservedChannel(CHANNEL, Kind.RENDEZVOUS, 0, 0, null);
        return Waits.at(Waits.frames(BLOCKED + from))
                .blocker("java.util.concurrent.CountDownLatch$Sync")
                .recorded(told, operation)
                .channel(channel)
                .build();
    }
}
