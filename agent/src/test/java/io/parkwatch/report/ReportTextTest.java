// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    @Test
    void theWholeTextBeginsWithOneSentenceForEachFinding() {
        Golden.assertSame(ReportTextTest.class, "report.txt", ReportText.of(Samples.full()));
    }

    @Test
    void aJvmInWhichNothingIsStuckSaysSo() {
        Golden.assertSame(ReportTextTest.class, "quiet.txt", ReportText.of(Samples.quiet()));
    }

    @Test
    void findingsPastTheCapAreCounted() {
        String text = ReportText.of(Samples.snapshot(Samples.many(5_000), Samples.AT, List.of(), null));

        assertThat(text).contains("200. stuck ").doesNotContain("201. stuck ").contains("and 4,800 findings more");
    }

    @Test
    void aThreadNameCannotDriveTheTerminal() {
        assertThat(ReportText.of(Samples.full())).doesNotContain("\u001b").contains("\"evil?[31m?name\"");
    }

    @Test
    void agesHaveTheTwoLargestUnits() {
        assertThat(Words.age(59.9)).isEqualTo("59 s");
        assertThat(Words.age(71)).isEqualTo("1 min 11 s");
        assertThat(Words.age(120)).isEqualTo("2 min");
        assertThat(Words.age(3_725)).isEqualTo("1 h 2 min");
        assertThat(Words.age(200_000)).isEqualTo("2 d 7 h");
    }
}
