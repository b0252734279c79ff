// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.StuckThread;
import io.parkwatch.finding.ThreadCounts.States;
import io.parkwatch.look.FakeJvm.FakeThread;
import io.parkwatch.look.FakeJvm.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Looks at platform threads that a test sets. */
class PlatformLookTest {
    private static final int OLD = 30;

    private final FakeJvm jvm = new FakeJvm();

    @Test
    void aWaitIsStuckFromTheThresholdOn() {
        jvm.platformThread().takes("com.acme.Shop");
        jvm.lookAt(10);

        LookOutcome before = jvm.lookAt(10 + OLD - 1);
        assertThat(before.findings()).isEmpty();
        assertThat(before.watched().platform()).isEqualTo(new States(0, 1, 0, 0));
        assertThat(before.nextOld()).isEqualTo((10 + OLD) * FakeJvm.TICK);
        assertThat(before.nextNew()).isEqualTo(Long.MAX_VALUE);

        LookOutcome at = jvm.lookAt(10 + OLD);
        assertThat(at.watched().platform()).isEqualTo(new States(0, 0, 0, 1));
        assertThat(at.totals().stuck()).containsEntry(Role.RECEIVER, 1L);
        assertThat(finding(at).role()).isEqualTo(Role.RECEIVER);
        assertThat(at.nextOld()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theFirstLookToSeeAWaitSaysWhenItBecomesOld() {
        jvm.platformThread().takes("com.acme.Shop");

        assertThat(jvm.lookAt(10).nextNew()).isEqualTo((10 + OLD) * FakeJvm.TICK);
    }

    @Test
    void theNextWaitBeginsAtTheLookThatSeesItFirst() {
        FakeThread thread = jvm.platformThread().takes("com.acme.Shop");
        jvm.lookAt(10);
        thread.takes("com.acme.Shop");
        jvm.lookAt(30);

        assertThat(jvm.lookAt(10 + OLD).findings()).isEmpty();
        assertThat(jvm.lookAt(30 + OLD).findings()).hasSize(1);
    }

    @Test
    void aThreadThatIsBlockedAgainIsInAnotherWait() {
        FakeThread thread = jvm.platformThread().waits(Thread.State.BLOCKED, Stack.enter("com.acme.Shop"));
        jvm.lookAt(10);
        thread.blockedCount++;
        jvm.lookAt(30);

        assertThat(jvm.lookAt(10 + OLD).findings()).isEmpty();
        assertThat(finding(jvm.lookAt(30 + OLD)).role()).isEqualTo(Role.LOCK);
    }

    /** From 24 on the JVM reports such a thread as running if a virtual thread holds the monitor. */
    @Test
    void aBlockedThreadThatTheJvmReportsAsRunningIsBlocked() {
        FakeThread thread = jvm.platformThread().waits(Thread.State.BLOCKED, Stack.enter("com.acme.Shop"));
        thread.counted = Thread.State.RUNNABLE;
        jvm.lookAt(10);

        assertThat(finding(jvm.lookAt(10 + OLD)).role()).isEqualTo(Role.LOCK);
    }

    @Test
    void theOldestOfTheYoungWaitsSaysWhenTheNextBecomesOld() {
        jvm.platformThread().takes("com.acme.Shop");
        jvm.lookAt(10);
        jvm.platformThread().takes("com.acme.Shop");
        jvm.lookAt(20);

        assertThat(jvm.lookAt(25).nextOld()).isEqualTo((10 + OLD) * FakeJvm.TICK);
    }

    @Test
    void anotherBlockerMeansAnotherWait() {
        FakeThread thread = jvm.platformThread().takes("com.acme.Shop");
        thread.blocker = new Object();
        jvm.lookAt(10);
        assertThat(jvm.lookAt(40).findings()).hasSize(1);

        thread.blocker = new Object();
        assertThat(jvm.lookAt(41).findings()).isEmpty();
        assertThat(jvm.lookAt(41 + OLD).findings()).hasSize(1);
    }

    @Test
    void aStuckWaitIsReadOnce() {
        jvm.platformThread().takes("com.acme.Shop");
        jvm.lookAt(10);
        jvm.lookAt(40);
        LookOutcome again = jvm.lookAt(50);

        assertThat(again.findings()).hasSize(1);
        assertThat(again.totals().stuck()).containsEntry(Role.RECEIVER, 1L);
        assertThat(jvm.stacksRead).isEqualTo(1);
    }

    @Test
    void aWaitThatEndedIsCountedOnceUnderItsFingerprint() {
        FakeThread thread = jvm.platformThread().takes("com.acme.Shop");
        jvm.lookAt(10);
        String fingerprint = finding(jvm.lookAt(40)).fingerprint();
        thread.runs();

        LookOutcome after = jvm.lookAt(50);
        assertThat(after.watched().platform()).isEqualTo(new States(1, 0, 0, 0));
        assertThat(after.ended()).isEqualTo(Map.of(fingerprint, 1));
        assertThat(jvm.lookAt(60).ended()).isEmpty();
    }

    @Test
    void whatMovesOnWhileItsStackIsReadIsNotReported() {
        FakeThread thread = jvm.platformThread().takes("com.acme.Shop");
        jvm.lookAt(10);
        jvm.whileStacksAreRead = () -> thread.count++;

        LookOutcome look = jvm.lookAt(40);
        assertThat(look.findings()).isEmpty();
        assertThat(look.watched().platform()).isEqualTo(new States(1, 0, 0, 0));
    }

    @Test
    void aBlockerThatChangesWhileTheStackIsReadMeansAnotherWait() {
        FakeThread thread = jvm.platformThread().takes("com.acme.Shop");
        jvm.lookAt(10);
        jvm.whileStacksAreRead = () -> thread.blocker = new Object();

        assertThat(jvm.lookAt(40).findings()).isEmpty();
    }

    @Test
    void onlyWaitsOfTheFirstLookAreOfAtLeastTheirAge() {
        jvm.platformThread().takes("com.acme.Early");
        jvm.lookAt(10);
        jvm.platformThread().takes("com.acme.Late");
        jvm.lookAt(20);
        LookOutcome look = jvm.lookAt(50);

        assertThat(look.age()).isEqualTo(40 * FakeJvm.TICK);
        assertThat(look.findings()).hasSize(2);
        for (Finding finding : look.findings()) {
            StuckThread thread = finding.threads().get(0);
            assertThat(thread.atLeast()).isEqualTo(finding.waitsAt().className().equals("com.acme.Early"));
        }
    }

    @Test
    void aLookLeavesWhatItsBudgetDoesNotAllow() {
        for (int i = 0; i < 130; i++) {
            jvm.platformThread().takes("com.acme.Shop");
        }
        jvm.lookAt(10);
        jvm.stackCost = 1_000;

        LookOutcome first = jvm.lookAt(40, 1);
        assertThat(first.unseen().unread()).isEqualTo(130 - 64);
        assertThat(first.watched().platform()).isEqualTo(new States(0, 130 - 64, 0, 64));
        assertThat(first.stackNanos()).isEqualTo(64_000);
        assertThat(jvm.lookAt(41, 1).unseen().unread()).isEqualTo(2);
        LookOutcome last = jvm.lookAt(42, 1);
        assertThat(last.unseen().unread()).isZero();
        assertThat(finding(last).count()).isEqualTo(130);
    }

    @Test
    void aLookAfterFailedOnesForgetsWhatItDoesNotSee() {
        FakeThread thread = jvm.virtualThread().takes("com.acme.Shop");
        jvm.platformThread().takes("com.acme.Shop");
        jvm.lookAt(10);
        jvm.whileStacksAreRead = () -> {
            throw new OutOfMemoryError("a test's");
        };
        // Five bits of a look's number are kept, and the thread was seen last with those of the next one.
        jvm.virtual.remove(thread);
        for (int i = 0; i < 31; i++) {
            assertThatThrownBy(() -> jvm.lookAt(50)).isInstanceOf(OutOfMemoryError.class);
        }
        jvm.whileStacksAreRead = () -> {};
        jvm.lookAt(60);
        jvm.virtual.add(thread);

        assertThat(jvm.lookAt(61).watched().virtual()).isEqualTo(new States(0, 1, 0, 0));
    }

    @Test
    void aThreadThatUsesNoTimeInASocketReadIsLeftOut() {
        FakeThread reads = jvm.platformThread();
        reads.runs(Stack.at("sun.nio.ch.NioSocketImpl", "timedRead"), Stack.at("com.acme.Client", "run"));
        FakeThread works = jvm.platformThread();
        works.runs(Stack.at("sun.nio.ch.NioSocketImpl", "timedRead"), Stack.at("com.acme.Client", "run"));
        jvm.lookAt(10);
        works.cpuTime++;
        jvm.lookAt(10 + OLD - 1);
        assertThat(jvm.stacksRead).isZero();

        LookOutcome look = jvm.lookAt(10 + OLD);
        assertThat(jvm.stacksRead).isEqualTo(1);
        assertThat(look.unseen().leftOut()).hasSize(1);
        assertThat(look.unseen().leftOut().get(0).threads()).isEqualTo(1);
        assertThat(look.watched().platform()).isEqualTo(new States(2, 0, 0, 0));
    }

    @Test
    void whereTheJvmMustNotBeAskedThreadsAreBlindFromTheSecondLookOn() {
        jvm.look.askNone();
        jvm.platformThread().takes("com.acme.Shop");
        jvm.platformThread();

        assertThat(jvm.lookAt(10).unseen().blind()).isEmpty();
        LookOutcome look = jvm.lookAt(10 + OLD);
        assertThat(look.unseen().blind()).hasSize(1);
        assertThat(look.unseen().blind().get(0).what()).isEqualTo("platform");
        assertThat(look.unseen().blind().get(0).threads()).isEqualTo(1);
        assertThat(look.watched().platform()).isEqualTo(new States(1, 1, 0, 0));
        assertThat(look.findings()).isEmpty();
    }

    @Test
    void aSuspendedThreadIsNotQuiet() {
        FakeThread thread = jvm.platformThread();
        thread.suspended = true;
        jvm.lookAt(10);
        jvm.lookAt(10 + OLD);

        assertThat(jvm.stacksRead).isZero();
    }

    @Test
    void aMainThatWaitsHangsUnlessAThreadListens() {
        FakeThread main = jvm.platformThread().takes("com.acme.Shop");
        main.stack = List.of(
                        Stack.at("jdk.internal.misc.Unsafe", "park"),
                        Stack.at("java.util.concurrent.locks.LockSupport", "park"),
                        Stack.at("java.util.concurrent.CompletableFuture$Signaller", "block"),
                        Stack.at("java.util.concurrent.CompletableFuture", "join"),
                        Stack.at("com.acme.Shop", "main"))
                .toArray(new StackTraceElement[0]);
        FakeThread server = jvm.platformThread();
        server.runs(Stack.accept());
        jvm.lookAt(10);

        LookOutcome served = jvm.lookAt(40);
        assertThat(served.findings()).isEmpty();
        assertThat(served.watched().platform()).isEqualTo(new States(1, 1, 0, 0));
        server.state = Thread.State.TERMINATED;
        jvm.platform.remove(server);
        LookOutcome hangs = jvm.lookAt(41);
        assertThat(hangs.findings()).hasSize(1);
        assertThat(hangs.watched().platform()).isEqualTo(new States(0, 0, 0, 1));
        assertThat(jvm.lookAt(42).totals().stuck().values()).containsOnlyOnce(1L);
    }

    private static Finding finding(LookOutcome look) {
        assertThat(look.findings()).hasSize(1);
        return look.findings().get(0);
    }
}
