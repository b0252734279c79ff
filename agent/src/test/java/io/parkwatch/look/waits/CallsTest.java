// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.births.EntryListener;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.custom.UserChannel;
import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.WhyNot;
import io.parkwatch.look.jvm.Wait;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CallsTest {
    /** The least time between two dates that a table distinguishes. */
    private static final long TICK = 1 << 21;

    private static final Frame SEND = new Frame("com.acme.Pipe", "send", null, 0, false);

    private final CustomTypes types = new CustomTypes(List.of(new UserChannel("com.acme.Pipe", "send", Role.SENDER)));
    private final EntryListener entered = new EntryListener();
    private final Calls calls = new Calls(types, entered);

    @SuppressWarnings("deprecation") // threadId is of 19
    private final long self = Thread.currentThread().getId();

    @Test
    void nobodyIsNotedWhereNoMethodTells() {
        assertThat(look(1)).isNegative();
        assertThat(look(2)).isNegative();
        assertThat(calls.isSeen(SEND)).isFalse();
    }

    @Test
    void aCallLastsFromTheEndOfTheFirstLookUntilTheThreadEntersANamedMethod() {
        types.hooked("com.acme.Pipe", "send");
        assertThat(look(1)).isNegative();
        int slot = look(2);

        assertThat(slot).isNotNegative();
        assertThat(calls.table.since(slot)).isEqualTo(10 * TICK);
        assertThat(calls.isSeen(SEND)).isTrue();
        assertThat(calls.isSeen(new Frame("com.acme.Pipe", "next", null, 0, false)))
                .isFalse();
        entered.accept(Thread.currentThread());
        assertThat(calls.table.find(self)).isNegative();
        assertThat(look(3)).isNegative();
        assertThat(calls.table.since(look(4))).isEqualTo(30 * TICK);
    }

    @Test
    void whoIsSeenRunningOrNotAtAllBeginsAnew() {
        types.hooked("com.acme.Pipe", "send");
        look(1);
        calls.runs(self);
        assertThat(look(2)).isNegative();
        assertThat(look(3)).isNotNegative();
        calls.begin(4, 40 * TICK);
        calls.table.sweep(4, 40 * TICK);

        assertThat(look(5)).isNegative();
    }

    @Test
    void whoWaitsWithoutATimeOutIsInNoSlice() {
        types.hooked("com.acme.Pipe", "send");
        look(1);
        assertThat(look(2)).isNotNegative();
        assertThat(look(3, Wait.WAITING)).isNegative();
        assertThat(look(4)).isNegative();
        assertThat(look(5)).isNotNegative();
        assertThat(look(6, Wait.BLOCKED)).isNotNegative();
    }

    @Test
    void whatIsWovenWhileInUseBeginsWithNobody() {
        types.hooked("com.acme.Pipe", "send");
        types.readBy(unread -> {});
        look(1);
        types.know(List.of(String.class));

        assertThat(calls.isSeen(SEND)).isFalse();
        assertThat(look(2)).isNegative();
        assertThat(calls.isSeen(SEND)).isTrue();
    }

    /** Looks at this thread as if it waits, and returns its slot. */
    private int look(int number) {
        return look(number, Wait.TIMED);
    }

    @Test
    void afterAProofAnOldCallSaysThatItHasATimeOut() {
        types.hooked("com.acme.Pipe", "send");
        look(1);
        calls.table.keep(self, new OldWait(0, Samples.observation(), new Classification.Idle(null, null, null)));

        calls.table.unproved(WhyNot.TIMED);

        OldWait old = Objects.requireNonNull(calls.table.old(look(2)));
        assertThat(old.observation().whyNot()).isEqualTo(WhyNot.TIMED);
    }

    private int look(int number, Wait wait) {
        calls.begin(number, number * 10L * TICK);
        int slot = calls.see(self, wait, number);
        calls.table.settle();
        calls.table.sweep(number, number * 10L * TICK);
        return slot;
    }
}
