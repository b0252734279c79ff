// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.families.Family;
import io.parkwatch.families.Reader;
import io.parkwatch.families.SuspendedWaiter;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.look.FakeJvm.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Looks at coroutines that wait for the end of jobs. */
class JobLookTest {
    private static final int BORN = 10;
    private static final int OLD = BORN + 30;

    private final JobFamily family = new JobFamily();
    private final FakeJvm jvm = new FakeJvm(family);
    private final Object job = new Object();

    @Test
    void theStuckCoroutineThatIsWaitedForIsNamedAtTheSecondLook() {
        family.add("com.acme.Reply", null, job);
        family.add("com.acme.Asks", job, new Object());
        family.add("com.acme.Child", null, new Object(), job);
        look(BORN);
        assertThat(by("com.acme.Asks", look(OLD)).holder()).isNull();

        List<Finding> findings = look(OLD + 1);
        Finding asks = by("com.acme.Asks", findings);
        Finding reply = by("com.acme.Reply", findings);
        Holder holder = Objects.requireNonNull(asks.holder());
        assertThat(holder.isCoroutine()).isTrue();
        assertThat(holder.how()).isEqualTo(Holder.COROUTINE);
        assertThat(holder.fingerprint()).isEqualTo(reply.fingerprint());
        assertThat(asks.alsoHeldBy()).isEmpty();
        assertThat(asks.root()).isEqualTo(reply.fingerprint());
        assertThat(reply.behind()).isEqualTo(1);
    }

    @Test
    void theChildrenAreNamedIfTheCoroutineItselfWaitsNowhere() {
        family.add("com.acme.Asks", job, new Object());
        family.add("com.acme.Child", null, new Object(), job);
        family.add("com.acme.Grandchild", null, new Object(), new Object(), job);
        List<Finding> findings = threeLooks();

        Finding asks = by("com.acme.Asks", findings);
        assertThat(Objects.requireNonNull(asks.holder()).how()).isEqualTo(Holder.CHILD);
        assertThat(asks.alsoHeldBy()).hasSize(1);
        assertThat(by("com.acme.Child", findings).holder()).isNull();
    }

    @Test
    void aChildThatWaitsForItsParentWaitsForItself() {
        family.add("com.acme.Child", job, new Object(), job);

        Finding child = threeLooks().get(0);
        assertThat(Objects.requireNonNull(child.holder()).fingerprint()).isEqualTo(child.fingerprint());
        assertThat(child.root()).isNull();
    }

    @Test
    void aJobOfWhichNoStuckCoroutineIsAPartNamesNobody() {
        family.add("com.acme.Asks", job, new Object());
        family.add("com.acme.Other", null, new Object(), new Object());

        assertThat(threeLooks())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.holder()).isNull());
    }

    @Test
    void aCoroutineThatIsNotStuckYetIsNotNamed() {
        family.add("com.acme.Asks", job, new Object());
        look(BORN);
        look(OLD - 1);
        family.add("com.acme.Reply", null, job);
        look(OLD);
        assertThat(look(OLD + 1).get(0).holder()).isNull();
        look(OLD + 31);
        assertThat(by("com.acme.Asks", look(OLD + 32)).holder()).isNotNull();
    }

    private List<Finding> threeLooks() {
        look(BORN);
        look(OLD);
        return look(OLD + 1);
    }

    private List<Finding> look(int ticks) {
        jvm.registry.suspensions.accept(family);
        return jvm.lookAt(ticks).findings();
    }

    private static Finding by(String type, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.waitsAt().className().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Coroutines that wait on this one channel. */
    private static final class JobFamily implements Family, Reader {
        private final List<Suspension> waits = new ArrayList<>();

        /** What a coroutine waits for, and the jobs that it is a part of. */
        private record Coroutine(String function, @Nullable Object awaited, List<Object> jobs) {}

        void add(String function, @Nullable Object awaited, Object... jobs) {
            Coroutine waiter = new Coroutine(function, awaited, List.of(jobs));
            waits.add(new Suspension(0, new Object(), Role.WAITER, "join", waiter, null));
        }

        @Override
        public String library() {
            return "a fake";
        }

        @Override
        public List<String> prefixes() {
            return List.of(JobFamily.class.getName());
        }

        @Override
        public Reader reader() {
            return this;
        }

        @Override
        public boolean owns(Object channel) {
            return channel == this;
        }

        @Override
        public void read(Object channel, Consumer<Suspension> to) {
            List.copyOf(waits).forEach(to);
        }

        @Override
        public @Nullable Object awaited(Object channel, Suspension waiting) {
            return ((Coroutine) waiting.waiter()).awaited;
        }

        @Override
        public List<Object> jobs(Object channel, Suspension waiting) {
            return ((Coroutine) waiting.waiter()).jobs;
        }

        @Override
        public SuspendedWaiter describe(Object channel, Suspension waiting) {
            Coroutine is = (Coroutine) waiting.waiter();
            return new SuspendedWaiter(
                    Role.WAITER,
                    "",
                    List.of(Stack.at(is.function, "invokeSuspend")),
                    new ObservedChannel("x.Job", Kind.NONE, null, null, null),
                    new Object(),
                    null,
                    null,
                    null,
                    false,
                    null,
                    null);
        }
    }
}
