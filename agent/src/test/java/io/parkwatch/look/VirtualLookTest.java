// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.custom.CustomTypes;
import io.parkwatch.custom.UserChannel;
import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.ThreadCounts.States;
import io.parkwatch.look.FakeJvm.FakeThread;
import io.parkwatch.look.FakeJvm.Stack;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.waits.OldWait;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Looks at virtual threads that a test sets. */
class VirtualLookTest {
    private static final int OLD = 30;

    private final FakeJvm jvm = new FakeJvm();

    @Test
    void aParkedThreadIsStuckFromTheThresholdOn() {
        jvm.virtualThread().takes("com.acme.Shop");
        jvm.lookAt(10);
        assertThat(jvm.lookAt(10 + OLD - 1).watched().virtual()).isEqualTo(new States(0, 1, 0, 0));

        LookOutcome look = jvm.lookAt(10 + OLD);
        assertThat(look.watched().virtual()).isEqualTo(new States(0, 0, 0, 1));
        assertThat(look.findings()).hasSize(1);
    }

    @Test
    void aThreadThatParksAgainIsInAnotherWait() {
        FakeThread thread = jvm.virtualThread().takes("com.acme.Shop");
        jvm.lookAt(10);
        thread.takes("com.acme.Shop");
        jvm.lookAt(30);

        assertThat(jvm.lookAt(10 + OLD).findings()).isEmpty();
        assertThat(jvm.lookAt(30 + OLD).findings()).hasSize(1);
    }

    @Test
    void anotherBlockerMeansAnotherWaitThoughNoHookReportedIt() {
        FakeThread thread = jvm.virtualThread().takes("com.acme.Shop");
        thread.blocker = new Object();
        jvm.lookAt(10);
        assertThat(jvm.lookAt(40).findings()).hasSize(1);

        thread.blocker = new Object();
        assertThat(jvm.lookAt(41).findings()).isEmpty();
        assertThat(jvm.lookAt(41 + OLD).findings()).hasSize(1);
    }

    @Test
    void aThreadThatBeganToRunAsItWasPutInIsNotThere() {
        FakeThread thread = jvm.virtualThread().takes("com.acme.Shop");
        thread.nextWaits.add(Wait.WAITING);
        thread.nextWaits.add(Wait.TIMED);

        assertThat(jvm.lookAt(10).watched().virtual()).isEqualTo(new States(1, 0, 0, 0));
        assertThat(jvm.books.table.find(thread.id)).isNegative();
    }

    @Test
    void whenHooksWereMissingAllWaitsBeginAgain() {
        jvm.virtualThread().takes("com.acme.Shop");
        jvm.lookAt(10);
        jvm.look.forget();
        jvm.lookAt(20);

        assertThat(jvm.lookAt(10 + OLD).findings()).isEmpty();
        assertThat(jvm.lookAt(20 + OLD).findings()).hasSize(1);
    }

    @Test
    void aWaitOnACarrierLastsAsLongAsTheCarriersCounters() {
        FakeThread carrier = jvm.carrier();
        FakeThread thread = jvm.virtualThread().waits(Thread.State.WAITING, Stack.take("com.acme.Shop"));
        thread.carrier = carrier;
        jvm.lookAt(10);
        carrier.count++;
        jvm.lookAt(30);

        LookOutcome look = jvm.lookAt(10 + OLD);
        assertThat(look.findings()).isEmpty();
        assertThat(Objects.requireNonNull(look.unseen().carriers()).pinned()).isEqualTo(1);
        assertThat(jvm.lookAt(30 + OLD).findings()).hasSize(1);
    }

    @Test
    void anotherThreadOnTheSameCarrierIsInAnotherWait() {
        FakeThread carrier = jvm.carrier();
        FakeThread one = jvm.virtualThread().waits(Thread.State.WAITING, Stack.take("com.acme.Shop"));
        one.carrier = carrier;
        jvm.lookAt(10);
        jvm.virtual.remove(one);
        jvm.virtualThread().waits(Thread.State.WAITING, Stack.take("com.acme.Shop")).carrier = carrier;
        jvm.lookAt(30);

        assertThat(jvm.lookAt(10 + OLD).findings()).isEmpty();
    }

    @Test
    void readyThreadsCountOnceTheyWereReadyForTheThreshold() {
        FakeThread ready = jvm.virtualThread();
        ready.ready = true;
        FakeThread ran = jvm.virtualThread();
        ran.ready = true;
        jvm.lookAt(10);
        ran.clear();
        assertThat(ready(jvm.lookAt(10 + OLD - 1))).isZero();

        LookOutcome look = jvm.lookAt(10 + OLD);
        assertThat(ready(look)).isEqualTo(1);
        assertThat(Objects.requireNonNull(look.unseen().carriers()).readyOldestSeconds())
                .isEqualTo(OLD * FakeJvm.TICK / 1e9);
    }

    @Test
    void whereSleepsGoUnreportedOnlyThreadsThatNeverRanAreReady() {
        jvm.tellNoMonitors();
        jvm.virtualThread().ready = true;
        FakeThread unrun = jvm.virtualThread();
        unrun.ready = true;
        unrun.unrun = true;
        jvm.lookAt(10);

        assertThat(ready(jvm.lookAt(10 + OLD))).isEqualTo(1);
    }

    private static int ready(LookOutcome look) {
        return Objects.requireNonNull(look.unseen().carriers()).ready();
    }

    @Test
    void waitsThatNothingTellsApartAreBlindFromTheSecondLookOn() {
        FakeThread thread = jvm.virtualThread();
        thread.wait = Wait.UNTOLD;

        assertThat(jvm.lookAt(10).unseen().blind()).isEmpty();
        LookOutcome look = jvm.lookAt(10 + OLD);
        assertThat(look.unseen().blind()).extracting(BlindSpots.Blind::what).containsExactly("virtual_monitor");
        assertThat(look.watched().virtual()).isEqualTo(new States(0, 1, 0, 0));
        assertThat(look.findings()).isEmpty();
    }

    @Test
    void aCallInSlicesIsAsOldAsItsFirst() {
        CustomTypes types = new CustomTypes(List.of(new UserChannel("com.acme.Pipe", "send", Role.SENDER)));
        types.hooked("com.acme.Pipe", "send");
        FakeJvm custom = new FakeJvm(types);
        StackTraceElement[] stack = {
            Stack.at("java.lang.Object", "wait0"),
            Stack.at("java.lang.Object", "wait"),
            Stack.at("com.acme.Pipe", "send"),
            Stack.at("com.acme.Shop", "run")
        };
        FakeThread thread = custom.virtualThread().waits(Thread.State.TIMED_WAITING, stack);
        for (int at = 10; at < 10 + OLD; at += 5) {
            assertThat(custom.lookAt(at).findings()).isEmpty();
            thread.waits(Thread.State.TIMED_WAITING, stack);
        }

        LookOutcome look = custom.lookAt(10 + OLD);
        assertThat(look.findings()).hasSize(1);
        assertThat(look.findings().get(0).role()).isEqualTo(Role.SENDER);
        assertThat(look.watched().virtual()).isEqualTo(new States(0, 0, 0, 1));
        custom.look.forget();
        assertThat(custom.lookAt(11 + OLD).findings()).isEmpty();
    }

    @Test
    void aProofIsToldThatItsThreadWaitsOnlyOfTheVeryWait() {
        FakeThread thread = jvm.virtualThread().takes("com.acme.Shop");
        thread.blocker = new Object();
        jvm.lookAt(10);
        jvm.lookAt(40);
        OldWait known = Objects.requireNonNull(jvm.books.table.old(jvm.books.table.find(thread.id)));
        long wait = known.observation().sinceNanos();
        VirtualPass pass = jvm.virtualPass(3);

        assertThat(pass.waits(thread.thread, thread.id, wait)).isTrue();
        assertThat(pass.waits(null, thread.id, wait)).isTrue();
        assertThat(pass.waits(thread.thread, thread.id, wait + 1)).isFalse();
        thread.blocker = new Object();
        assertThat(pass.waits(thread.thread, thread.id, wait)).isFalse();
        thread.clear();
        assertThat(pass.waits(null, thread.id, wait)).isFalse();
    }
}
