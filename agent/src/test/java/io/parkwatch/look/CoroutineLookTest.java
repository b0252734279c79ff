// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parkwatch.families.Family;
import io.parkwatch.families.Reader;
import io.parkwatch.families.SuspendedWaiter;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.ThreadCounts.States;
import io.parkwatch.look.FakeJvm.FakeThread;
import io.parkwatch.look.FakeJvm.Stack;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at the waits in the cells of channels that a test fills. */
class CoroutineLookTest {
    private static final int OLD = 30;

    private final FakeFamily family = new FakeFamily();
    private final FakeJvm jvm = new FakeJvm(family);
    private Consumer<Object> suspends = channel -> {};
    private @Nullable Consumer<Object> resumes;

    @BeforeEach
    void listen() {
        suspends = jvm.registry.suspensions;
        jvm.registry.resumptions.listen(hook -> resumes = hook);
    }

    @Test
    void aCoroutineIsStuckFromTheThresholdOn() {
        FakeChannel channel = channel();
        channel.add(Role.RECEIVER);
        assertThat(jvm.lookAt(10).nextNew()).isEqualTo((10 + OLD) * FakeJvm.TICK);

        LookOutcome before = jvm.lookAt(10 + OLD - 1);
        assertThat(before.watched().coroutines()).isEqualTo(new States(0, 1, 0, 0));
        assertThat(before.nextOld()).isEqualTo((10 + OLD) * FakeJvm.TICK);
        LookOutcome at = jvm.lookAt(10 + OLD);
        assertThat(at.watched().coroutines()).isEqualTo(new States(0, 0, 0, 1));
        assertThat(at.totals().stuck()).containsEntry(Role.RECEIVER, 1L);
        assertThat(finding(at).role()).isEqualTo(Role.RECEIVER);
        assertThat(jvm.lookAt(11 + OLD).totals().stuck()).containsEntry(Role.RECEIVER, 1L);
    }

    @Test
    void withoutAChannelThereAreNoCounts() {
        assertThat(jvm.lookAt(10).watched().coroutines()).isNull();
    }

    @Test
    void theWaitersBehindOneThatWentOnKeepTheirDates() {
        FakeChannel channel = channel();
        channel.add(Role.RECEIVER);
        channel.add(Role.RECEIVER);
        jvm.lookAt(10);
        channel.waiters.remove(0);
        channel.add(Role.RECEIVER);
        jvm.lookAt(20);

        assertThat(finding(jvm.lookAt(10 + OLD)).count()).isEqualTo(1);
        assertThat(finding(jvm.lookAt(20 + OLD)).count()).isEqualTo(2);
    }

    @Test
    void theNextWaitOfTheSameCoroutineIsAnotherWait() {
        FakeChannel channel = channel();
        channel.add(Role.RECEIVER);
        jvm.lookAt(10);
        channel.waiters.clear();
        channel.add(Role.RECEIVER);
        jvm.lookAt(20);

        assertThat(jvm.lookAt(10 + OLD).findings()).isEmpty();
    }

    @Test
    void aSelectCountsOnceWithItsRoleOverAllChannels() {
        Object select = new Object();
        channel().add(Role.RECEIVER, select, null);
        channel().add(Role.SENDER, select, null);
        jvm.lookAt(10);

        LookOutcome look = jvm.lookAt(10 + OLD);
        assertThat(look.watched().coroutines()).isEqualTo(new States(0, 0, 0, 1));
        assertThat(finding(look).role()).isEqualTo(Role.WAITER);
    }

    @Test
    void aWaitThatEndsWhileItIsReadIsNotReported() {
        FakeChannel channel = channel();
        channel.add(Role.RECEIVER);
        jvm.lookAt(10);
        family.whileDescribed = channel.waiters::clear;

        LookOutcome look = jvm.lookAt(10 + OLD);
        assertThat(look.findings()).isEmpty();
        assertThat(look.watched().coroutines()).isEqualTo(new States(0, 1, 0, 0));
    }

    @Test
    void aLookLeavesWhatItsBudgetDoesNotAllow() {
        FakeChannel channel = channel();
        for (int i = 0; i < 100; i++) {
            channel.add(Role.RECEIVER);
        }
        jvm.lookAt(10);
        family.whileDescribed = () -> jvm.spend(1_000);

        LookOutcome first = jvm.lookAt(40, 1);
        assertThat(first.unseen().unread()).isEqualTo(100 - 64);
        assertThat(first.watched().coroutines()).isEqualTo(new States(0, 100 - 64, 0, 64));
        assertThat(jvm.lookAt(41, 1).unseen().unread()).isZero();
    }

    @Test
    void aThreadThatACoroutineBlocksIsNoFindingOfItsOwn() {
        FakeThread thread = jvm.platformThread().takes("com.acme.Shop");
        FakeChannel channel = channel();
        channel.add(Role.RECEIVER);
        family.blocked = thread.thread;
        jvm.lookAt(10);

        LookOutcome look = jvm.lookAt(10 + OLD);
        assertThat(finding(look).threads().get(0).coroutine()).isTrue();
        assertThat(look.watched().platform()).isEqualTo(new States(0, 1, 0, 0));
        assertThat(look.totals().stuck()).containsEntry(Role.RECEIVER, 1L);
    }

    @Test
    void aChannelThatIsCollectedWithAStuckWaitTookItAlong() {
        becomesStuckAndIsDropped(false);

        LookOutcome look = jvm.lookAt(60);
        assertThat(look.totals().reclaimed()).containsEntry(Role.RECEIVER, 1L);
        assertThat(look.watched().reclaimed()).isEqualTo(1);
        assertThat(look.ended()).isEmpty();
    }

    @Test
    void aWaitThatWasResumedBeforeItsChannelWentHasEnded() {
        becomesStuckAndIsDropped(true);

        LookOutcome look = jvm.lookAt(60);
        assertThat(look.totals().reclaimed().values()).containsOnly(0L);
        assertThat(look.ended()).hasSize(1);
    }

    @Test
    void aWaitWhoseHolderLivesWasNotTakenAlong() {
        Object holder = new Object();
        family.holder = holder;
        becomesStuckAndIsDropped(false);

        assertThat(jvm.lookAt(60).totals().reclaimed().values()).containsOnly(0L);
        assertThat(holder).isNotNull();
    }

    @Test
    void aSelectThatIsReadOnAnotherChannelWasNotTakenAlong() {
        Object select = new Object();
        FakeChannel other = channel();
        becomesStuckAndIsDropped(false, select, () -> other.add(Role.RECEIVER, select, null));

        assertThat(jvm.lookAt(60).totals().reclaimed().values()).containsOnly(0L);
        assertThat(other.waiters).hasSize(1);
    }

    @Test
    void anEmptyChannelIsReadForFiveSeconds() {
        FakeChannel channel = channel();
        long tenSeconds = 10_000_000_000L / FakeJvm.TICK;
        jvm.lookAt(10);
        channel.reads = 0;
        jvm.lookAt(20);
        assertThat(channel.reads).isEqualTo(1);
        jvm.lookAt(20 + tenSeconds);
        jvm.lookAt(21 + tenSeconds);
        assertThat(channel.reads).isEqualTo(2);
    }

    @Test
    void aThreadInAChannelIsReportedWithIt() {
        FakeThread thread = jvm.platformThread().takes("com.acme.Shop");
        thread.blocker = new Object();
        channel().add(Role.SENDER, null, thread.blocker);
        jvm.lookAt(10);

        LookOutcome look = jvm.lookAt(10 + OLD);
        assertThat(finding(look).role()).isEqualTo(Role.SENDER);
        assertThat(look.watched().coroutines()).isEqualTo(new States(0, 0, 0, 0));
    }

    @Test
    void aThreadThatOnlyWaitsForAPointInTimeIsNone() {
        FakeThread thread = jvm.platformThread().takes("com.acme.Shop");
        thread.blocker = new Object();
        FakeChannel channel = channel();
        channel.waiters.add(
                new Suspension(0, new Object(), Role.WAITER, Suspension.SLEEP, new Object(), null, thread.blocker));
        jvm.lookAt(10);

        assertThat(jvm.lookAt(10 + OLD).findings()).isEmpty();
    }

    private void becomesStuckAndIsDropped(boolean isResumed) {
        becomesStuckAndIsDropped(isResumed, null, () -> {});
    }

    private void becomesStuckAndIsDropped(boolean isResumed, @Nullable Object select, Runnable before) {
        Object resumed = new Object();
        family.resumed = resumed;
        WeakReference<FakeChannel> channel = stuck(select);
        before.run();
        jvm.lookAt(50);
        if (isResumed) {
            Objects.requireNonNull(resumes).accept(resumed);
        }
        await().until(() -> {
            System.gc();
            return channel.refersTo(null);
        });
    }

    private WeakReference<FakeChannel> stuck(@Nullable Object select) {
        FakeChannel channel = channel();
        channel.add(Role.RECEIVER, select, null);
        jvm.lookAt(10);
        assertThat(jvm.lookAt(10 + OLD).findings()).hasSize(1);
        return new WeakReference<>(channel);
    }

    private static Finding finding(LookOutcome look) {
        assertThat(look.findings()).hasSize(1);
        return look.findings().get(0);
    }

    private FakeChannel channel() {
        FakeChannel channel = new FakeChannel();
        suspends.accept(channel);
        jvm.registry.drain();
        return channel;
    }

    /** A channel and its waiters, oldest first. */
    static final class FakeChannel {
        private final List<Suspension> waiters = new ArrayList<>();
        private int reads;

        void add(Role role) {
            add(role, null, null);
        }

        void add(Role role, @Nullable Object select, @Nullable Object blocker) {
            waiters.add(new Suspension(
                    0,
                    new Object(),
                    role,
                    role == Role.SENDER ? "send" : "receive",
                    select == null ? new Object() : select,
                    select,
                    blocker));
        }
    }

    private static final class FakeFamily implements Family, Reader {
        private Runnable whileDescribed = () -> {};
        private @Nullable Thread blocked;
        private @Nullable Object holder;
        private @Nullable Object resumed;

        @Override
        public String library() {
            return "a fake";
        }

        @Override
        public List<String> prefixes() {
            return List.of(FakeChannel.class.getName());
        }

        @Override
        public Reader reader() {
            return this;
        }

        @Override
        public boolean owns(Object channel) {
            return channel instanceof FakeChannel;
        }

        @Override
        public void read(Object channel, Consumer<Suspension> to) {
            ((FakeChannel) channel).reads++;
            List.copyOf(((FakeChannel) channel).waiters).forEach(to);
        }

        @Override
        public SuspendedWaiter describe(Object channel, Suspension waiting) {
            whileDescribed.run();
            return new SuspendedWaiter(
                    waiting.role(),
                    "",
                    List.of(Stack.at("com.acme.Shop", "invokeSuspend")),
                    new ObservedChannel("x.Channel", Kind.BOUNDED, 0, 1, null),
                    new Object(),
                    null,
                    null,
                    blocked,
                    false,
                    holder,
                    resumed);
        }
    }
}
