// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Holder;
import io.parkwatch.look.FakeJvm.FakeThread;
import io.parkwatch.look.FakeJvm.Stack;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.search.Found;
import io.parkwatch.search.FoundThread;
import io.parkwatch.search.Wish;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Asks looks for threads. */
class ThreadSearchTest {
    private static final int OLD = 30;

    private final FakeJvm jvm = new FakeJvm();

    @Test
    void aYoungWaitIsFoundByItsNameWithItsAgeAndPlace() {
        named(jvm.platformThread(), "order-1").takes("com.acme.Shop");
        named(jvm.virtualThread(), "order-2").takes("com.acme.Mail");
        jvm.lookAt(10);
        Found found = find("ORDER", 15);

        assertThat(found.total()).isEqualTo(2);
        assertThat(found.unread()).isZero();
        FoundThread first = found.threads().get(0);
        assertThat(first.name()).isEqualTo("order-1");
        assertThat(first.virtual()).isFalse();
        assertThat(first.state()).isEqualTo(Holder.WAITING);
        assertThat(first.seconds()).isEqualTo(5 * FakeJvm.TICK / 1e9);
        assertThat(first.atLeast()).as("the first look saw it").isTrue();
        assertThat(Objects.requireNonNull(first.at()).className()).isEqualTo("com.acme.Shop");
        FoundThread second = found.threads().get(1);
        assertThat(second.virtual()).isTrue();
        assertThat(second.seconds()).isEqualTo(5 * FakeJvm.TICK / 1e9);
        assertThat(second.why()).isEqualTo(FoundThread.Why.unknown());
    }

    @Test
    void allWordsMustBeThereInNameIdOrPlace() {
        FakeThread one = named(jvm.platformThread(), "order-1").takes("com.acme.Shop");
        named(jvm.platformThread(), "order-2").takes("com.acme.Mail");
        jvm.lookAt(10);

        assertThat(find("order mail", 11).threads())
                .extracting(FoundThread::name)
                .containsExactly("order-2");
        assertThat(find("#" + one.id, 12).threads())
                .extracting(FoundThread::name)
                .containsExactly("order-1");
        assertThat(find("LinkedBlockingQueue.take", 13).total()).isEqualTo(2);
        assertThat(find("order nowhere", 14).total()).isZero();
        jvm.lookAt(10 + OLD);
        assertThat(find("acme.mail.run order", 11 + OLD).threads())
                .as("an old wait")
                .extracting(FoundThread::name)
                .containsExactly("order-2");
    }

    @Test
    void anOldWaitSaysWhatItIs() {
        named(jvm.platformThread(), "stuck").takes("com.acme.Shop");
        named(jvm.platformThread(), "idle")
                .waits(Thread.State.WAITING, Stack.in("com.acme.Job", "ThreadPoolExecutor", "getTask"));
        named(jvm.platformThread(), "asleep").waits(Thread.State.TIMED_WAITING, Stack.at("java.lang.Thread", "sleep"));
        jvm.lookAt(10);
        LookOutcome look = jvm.lookAt(10 + OLD);
        Found found = find("", 11 + OLD);

        assertThat(found.threads())
                .extracting(FoundThread::state)
                .containsExactlyInAnyOrder(Holder.STUCK, Holder.IDLE, Holder.WAITING);
        assertThat(one(found, "stuck").why().fingerprint())
                .isEqualTo(look.findings().get(0).fingerprint());
        assertThat(one(found, "idle").why().rule()).isEqualTo("java.util.concurrent.ThreadPoolExecutor#getTask");
        assertThat(one(found, "idle").why().reason()).isEqualTo("a pool's worker waits for work");
        assertThat(one(found, "idle").why().leftOut()).isEqualTo("idle rule");
        assertThat(one(found, "asleep").why().leftOut()).isEqualTo("sleep");
    }

    @Test
    void aThreadThatRunsIsFoundToo() {
        named(jvm.platformThread(), "busy").runs();
        FakeThread ready = named(jvm.virtualThread(), "ready");
        ready.ready = true;
        Found found = find("", 10);

        assertThat(found.threads()).extracting(FoundThread::state).containsOnly(Holder.RUNNING);
        assertThat(one(found, "ready").why().reason()).contains("no carrier");
    }

    @Test
    void aWaitOfUnknownAgeIsCalledBlind() {
        named(jvm.virtualThread(), "monitor").wait = Wait.UNTOLD;
        Found found = find("monitor", 10);

        assertThat(found.threads().get(0).why().blind()).isEqualTo("virtual_monitor");
        assertThat(found.threads().get(0).since()).isNull();
    }

    @Test
    void aPageHasAHundredRowsAndTheNextOneTheOthers() {
        for (int i = 0; i < 250; i++) {
            named(jvm.virtualThread(), "worker-" + i).takes("com.acme.Shop");
        }
        jvm.lookAt(10);

        assertThat(find("worker", 11).threads()).hasSize(100);
        Found last = find("worker", 200, 12);
        assertThat(last.total()).isEqualTo(250);
        assertThat(last.threads()).hasSize(50);
        assertThat(last.threads().get(0).name()).isEqualTo("worker-200");
        assertThat(find("worker", 300, 13).threads()).isEmpty();
    }

    @Test
    void aLookReadsThePlacesOfTheOldest64YoungWaits() {
        for (int i = 0; i < 100; i++) {
            named(jvm.virtualThread(), "early-" + i).takes(i < 64 ? "com.acme.Shop" : "com.acme.Mail");
        }
        jvm.lookAt(10);
        for (int i = 64; i < 100; i++) {
            jvm.virtual.get(i).takes("com.acme.Mail");
        }
        jvm.lookAt(20);
        jvm.stacksRead = 0;
        Found found = find("com.acme", 21);

        assertThat(jvm.stacksRead).isEqualTo(64);
        assertThat(found.total()).isEqualTo(64);
        assertThat(found.unread()).isEqualTo(36);
        assertThat(found.threads())
                .extracting(row -> Objects.requireNonNull(row.at()).className())
                .containsOnly("com.acme.Shop");
    }

    @Test
    void aLookWhoseBudgetIsSpentReadsNoPlace() {
        named(jvm.platformThread(), "order-1").takes("com.acme.Shop");
        jvm.lookAt(10);
        jvm.searches.ask(new Wish("shop", 0));
        jvm.lookAt(11, 0);
        Found found = Objects.requireNonNull(jvm.searches.ask(new Wish("shop", 0)));

        assertThat(found.total()).isZero();
        assertThat(found.unread()).isEqualTo(1);
    }

    @Test
    void aWaitThatEndsWhileItsStackIsReadHasNoPlace() {
        FakeThread thread = named(jvm.virtualThread(), "order-1").takes("com.acme.Shop");
        jvm.lookAt(10);
        jvm.whileStacksAreRead = () -> thread.takes("com.acme.Mail");
        Found found = find("order", 11);

        assertThat(found.threads().get(0).at()).isNull();
    }

    private Found find(String text, long ticks) {
        return find(text, 0, ticks);
    }

    private Found find(String text, int from, long ticks) {
        Wish wish = new Wish(text, from);
        assertThat(jvm.searches.ask(wish)).isNull();
        jvm.lookAt(ticks);
        return Objects.requireNonNull(jvm.searches.ask(wish));
    }

    private static FoundThread one(Found found, String name) {
        return found.threads().stream()
                .filter(row -> row.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static FakeThread named(FakeThread thread, String name) {
        thread.thread.setName(name);
        return thread;
    }
}
