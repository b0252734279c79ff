// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Role;
import io.parkwatch.report.Samples;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class FindingEventTest {
    private static final Frame AT = Samples.frame("com.acme.Search", "first", 41);

    @Test
    void itHasTheWordsOfTheFinding() {
        Finding finding = Samples.leakedSender();
        FindingEvent event = new FindingEvent().of("begins", finding, 3, 5);

        assertThat(event.change).isEqualTo("begins");
        assertThat(event.fingerprint).isEqualTo(finding.fingerprint());
        assertThat(event.summary).isEqualTo(finding.summary());
        assertThat(event.count).isEqualTo(3);
        assertThat(event.most).isEqualTo(5);
        assertThat(event.verdict).isEqualTo("leaked");
        assertThat(event.role).isEqualTo("sender");
        assertThat(event.operation).isEqualTo(finding.operation());
        assertThat(event.channel).isEqualTo(finding.channel().type());
        assertThat(event.waitsAt).isEqualTo(finding.waitsAt().text());
        assertThat(event.firstSeen).isEqualTo(finding.firstSeen().toEpochMilli());
        assertThat(event.oldest).isEqualTo(Math.round(finding.oldestSeconds() * 1_000));
        assertThat(event.stack).contains("\n").startsWith(finding.stack().get(0).text() + "\n");
    }

    @Test
    void whatIsNotKnownIsNull() {
        Channel none = Samples.channel("", Kind.NONE, null, null);
        FindingEvent event = new FindingEvent()
                .of("begins", Finding.of("1", Role.WAITER, "", none, AT).build(), 1, 1);

        assertThat(event.channel).isNull();
        assertThat(event.operation).isNull();
        assertThat(event.summary).isNull();
        assertThat(event.stack).isNull();
    }

    @Test
    void namesOfAnyLengthAndAnyCharactersGiveAnEventOfLimitedSize() {
        Frame longest = Samples.frame("com.acme.\u202e" + "x".repeat(10_000), "first", 41);
        Channel channel = Samples.channel("y".repeat(10_000), Kind.NONE, null, null);
        FindingEvent event = new FindingEvent()
                .of(
                        "begins",
                        Finding.of("1", Role.WAITER, "await", channel, longest)
                                .sentences("z".repeat(10_000), "")
                                .stack(Collections.nCopies(200, longest))
                                .build(),
                        1,
                        1);

        assertThat(event.channel).hasSize(500);
        assertThat(event.summary).hasSize(500);
        assertThat(event.waitsAt).hasSize(500).doesNotContain("\u202e");
        assertThat(event.stack).hasLineCount(64).doesNotContain("\u202e").hasSizeLessThan(64 * 501);
    }
}
