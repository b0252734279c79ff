// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import static io.parkwatch.detect.Waits.PARK;
import static io.parkwatch.detect.Waits.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Role;
import org.junit.jupiter.api.Test;

class OxTest {
    private static final String MAP =
            " < ox.channels.SourceOps.map$$anonfun$1 < ox.channels.SourceOps.$anonfun$adapted$1"
                    + " < ox.fork$package$.forkUnsupervised$$anonfun$1 < ox.internal.ThreadHerd.$anonfun$1";

    private final Detector detector = Waits.detector();

    @Test
    void aForkOfOxsOwnThatReceivesIsIdle() {
        String receives =
                PARK + "com.softwaremill.jox.Continuation.await < com.softwaremill.jox.Channel.updateCellReceive"
                        + " < com.softwaremill.jox.Channel.receiveOrClosed < ox.channels.Channel.receiveOrClosed"
                        + MAP + RUN;

        assertThat(detector.classify(Waits.wait(receives))).isInstanceOf(Classification.Idle.class);
        assertThat(detector.classify(Waits.wait(receives, null, Role.RECEIVER)))
                .isInstanceOf(Classification.Idle.class);
    }

    @Test
    void aForkOfOxsOwnThatSendsIsFoundUnderTheNameOfTheCall() {
        Operation send = of(PARK + "com.softwaremill.jox.Continuation.await"
                + " < com.softwaremill.jox.Channel.updateCellSend < com.softwaremill.jox.Channel.sendOrClosed"
                + " < ox.channels.Channel.sendOrClosed" + MAP + RUN);

        assertThat(send.role()).isEqualTo(Role.SENDER);
        assertThat(send.name()).isEqualTo("sendOrClosed");
    }

    @Test
    void whoAsksAnActorWaitsForItsAnswerAndOnNoChannel() {
        Operation ask = of(PARK + "juc.CompletableFuture$Signaller.block < juc.CompletableFuture.get"
                + " < ox.channels.ActorRef.ask < com.acme.Search.first" + RUN);

        assertThat(ask.role()).isEqualTo(Role.WAITER);
        assertThat(ask.type()).isEqualTo("java.util.concurrent.CompletableFuture");
        assertThat(ask.name()).isEqualTo("get");
    }

    private Operation of(String frames) {
        return ((Classification.Stuck) detector.classify(Waits.wait(frames))).operation();
    }
}
