// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.look.LookRequest.Answer;
import io.parkwatch.look.LookRequest.Subject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LookRequestTest {
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final LookRequest request = new LookRequest(1, false, false, new Subject(null, null, null));

    @Test
    void oneLookAnswersAllWhoHaveAsked() {
        LookRequest later = new LookRequest(1, false, false, new Subject("tag", null, null));
        later.next = request;
        Answer first = new Answer(7, true, List.of());
        Answer second = new Answer(7, false, List.of());
        request.answer(first);
        later.answer(second);

        later.end();

        assertThat(request.await(System::nanoTime, LONG)).isSameAs(first);
        assertThat(later.await(System::nanoTime, LONG)).isSameAs(second);
    }

    @Test
    void aLookThatFailsOrDoesNotComeIsNoAnswer() {
        assertThat(request.await(System::nanoTime, SHORT)).isNull();

        request.end();

        assertThat(request.await(System::nanoTime, LONG)).isNull();
    }

    /** A program may interrupt all its threads. */
    @Test
    void anInterruptedThreadWaitsAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        long began = System.nanoTime();

        assertThat(request.await(System::nanoTime, SHORT)).isNull();

        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(SHORT);
        assertThat(Thread.interrupted()).isTrue();
    }
}
