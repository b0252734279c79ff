// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Verdict;
import io.parkwatch.report.Samples;
import io.parkwatch.support.AgentThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightEventsTest {
    private long nanos;
    private boolean records = true;
    private boolean registers;
    private boolean fails;
    private final List<String> committed = new ArrayList<>();
    private final FlightEvents events = new FlightEvents(() -> nanos, new AgentThreads("parkwatch-test")) {
        @Override
        void askRecorder() {
            recording = records;
            starting = registers;
        }

        @Override
        void commit(String change, Finding finding, int count, int most) {
            if (fails) {
                throw new OutOfMemoryError("for a test");
            }
            committed.add(change + " " + finding.fingerprint().replaceFirst("^0+", "") + " " + count + " of " + most);
        }
    };

    @Test
    void aFindingBeginsStandsAndEnds() {
        looked(with(2, 0));
        looked(with(5, 0));
        assertThat(committed()).containsExactly("begins 7 2 of 2");
        minuteLater();
        looked(with(3, 0));
        looked(with(4, 0));
        assertThat(committed()).containsExactly("stands 7 3 of 5");
        looked();
        looked();
        assertThat(committed()).containsExactly("ends 7 0 of 5");
        looked(with(1, 0));
        assertThat(committed()).containsExactly("begins 7 1 of 1");
    }

    @Test
    void aProofIsAnEventAtOnce() {
        looked(with(2, 0));
        looked(with(2, 1));
        looked(with(2, 1));
        assertThat(committed()).containsExactly("begins 7 2 of 2", "proved 7 2 of 2");
    }

    @Test
    void whatTheCollectorTookHasEnded() {
        looked(with(2, 0));
        looked(with(2, 0).toBuilder().verdict(Verdict.RECLAIMED).counts(2, 0, 2).build());
        assertThat(committed()).containsExactly("begins 7 2 of 2", "ends 7 0 of 2");
    }

    @Test
    void aRecordingThatBeginsLateHasWhatStands() {
        records = false;
        looked(with(2, 0));
        looked(with(3, 0));
        looked();
        looked(with(1, 0));
        assertThat(committed()).isEmpty();
        records = true;
        looked(with(2, 0));
        assertThat(committed()).containsExactly("stands 7 2 of 2");
    }

    @Test
    void theNextRecordingHasItToo() {
        looked(with(2, 0));
        records = false;
        looked(with(2, 0));
        records = true;
        looked(with(2, 0));
        looked(with(2, 0));
        assertThat(committed()).containsExactly("begins 7 2 of 2", "stands 7 2 of 2");
    }

    @Test
    void whatBeginsWhileTheEventIsRegisteredHasBegunInTheRecording() {
        records = false;
        registers = true;
        looked(with(2, 0));
        records = true;
        registers = false;
        looked(with(2, 0));
        assertThat(committed()).containsExactly("begins 7 2 of 2");
    }

    @Test
    void whatEndedUnrecordedHasNoEvent() {
        looked(with(2, 0));
        records = false;
        looked();
        records = true;
        looked();
        assertThat(committed()).containsExactly("begins 7 2 of 2");
    }

    @Test
    void aLookHasTwentyEventsAndTheNextOnesTheRest() {
        List<Finding> many = Samples.many(50);
        events.looked(many);
        assertThat(committed()).hasSize(20);
        events.looked(many);
        events.looked(many);
        events.looked(many);
        assertThat(committed()).hasSize(30).allMatch(event -> event.startsWith("begins "));
        events.looked(List.of());
        assertThat(committed()).hasSize(20);
        events.looked(List.of());
        events.looked(List.of());
        events.looked(List.of());
        assertThat(committed()).hasSize(30).allMatch(event -> event.startsWith("ends "));
    }

    @Test
    void aFailureCostsTheEventsOfALook() {
        fails = true;
        looked(with(2, 0));
        fails = false;
        looked(with(2, 0));
        assertThat(committed()).containsExactly("begins 7 2 of 2");
    }

    private void minuteLater() {
        nanos += Duration.ofMinutes(1).toNanos();
    }

    private void looked(Finding... findings) {
        events.looked(List.of(findings));
    }

    private static Finding with(int count, int leaked) {
        return Samples.finding(7, Role.LOCK, count, leaked);
    }

    /** Returns the events since the last call. */
    private List<String> committed() {
        List<String> last = List.copyOf(committed);
        committed.clear();
        return last;
    }
}
