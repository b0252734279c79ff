// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.WhyNot;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what the hook reports about the slices of this thread. */
class PipesTest {
    private final Pipes pipes = new Pipes();
    private final PipedInputStream in = new PipedInputStream(4);

    @BeforeEach
    void open() {
        pipes.accept(null, null);
        pipes.open();
        assertThat(pipes.problem()).isEmpty();
    }

    @Test
    void aReadOfAnEmptyPipeStaysUntilThereIsSomething() throws IOException {
        PipedOutputStream out = new PipedOutputStream(in);
        pipes.accept(in, null);
        Pipes.Stay stay = stay();
        pipes.accept(in, null);
        assertThat(stay()).isSameAs(stay);
        assertThat(pipes.lasts(stay)).isTrue();

        out.write(1);
        pipes.accept(in, null);
        assertThat(pipes.now()).isEmpty();
        assertThat(pipes.lasts(stay)).isFalse();
    }

    @Test
    void aWriteToAFullPipeStaysUntilThereIsRoom() throws IOException {
        PipedOutputStream out = new PipedOutputStream(in);
        pipes.accept(null, in);
        assertThat(pipes.now()).isEmpty();
        out.write(new byte[4]);
        pipes.accept(null, in);
        assertThat(stay().pipe()).isSameAs(in);

        in.read();
        pipes.accept(null, in);
        assertThat(pipes.now()).isEmpty();
    }

    @Test
    void anotherPipeMeansAnotherStay() throws IOException {
        new PipedOutputStream(in);
        pipes.accept(in, null);
        Pipes.Stay first = stay();
        PipedInputStream other = new PipedInputStream(new PipedOutputStream());
        pipes.accept(other, null);

        assertThat(stay()).isNotSameAs(first);
        assertThat(stay().pipe()).isSameAs(other);
    }

    @Test
    void aStayThatALookDoesNotSeeIsForgottenOnceItIsDated() throws IOException {
        new PipedOutputStream(in);
        pipes.accept(in, null);
        Pipes.Stay stay = stay();
        // The stay may have begun after the look passed its thread.
        pipes.sweep(1, 100);
        assertThat(stay()).isSameAs(stay);
        assertThat(stay.see(2)).isTrue();
        assertThat(stay.see(2)).isFalse();
        pipes.sweep(2, 200);
        assertThat(stay.since()).isEqualTo(200);
        pipes.sweep(3, 300);
        assertThat(pipes.now()).isEmpty();
    }

    @Test
    void afterAProofAnOldStaySaysThatItHasATimeOut() throws IOException {
        new PipedOutputStream(in);
        pipes.accept(in, null);
        stay().old(new OldWait(0, Samples.observation(), new Classification.Idle(null, null, null)));
        pipes.unproved();

        assertThat(Objects.requireNonNull(stay().old()).observation().whyNot()).isEqualTo(WhyNot.TIMED);
    }

    @Test
    void whatIsForgottenIsNotThere() throws IOException {
        new PipedOutputStream(in);
        pipes.accept(in, null);
        pipes.forget();

        assertThat(pipes.now()).isEmpty();
    }

    private Pipes.Stay stay() {
        return Objects.requireNonNull(pipes.now().get(Thread.currentThread()));
    }
}
