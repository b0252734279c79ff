// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jox;

import static io.parkwatch.families.ReaderTests.parkedBy;
import static io.parkwatch.families.ReaderTests.saw;
import static org.assertj.core.api.Assertions.assertThat;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Segment;
import io.parkwatch.families.AllFamilies;
import io.parkwatch.families.BlockedWait;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoxChannelsTest {
    private final BlockedWait wait = parkedBy(null);
    private final BlockedWait other = parkedBy(null);

    private void find(Object... channels) throws ReflectiveOperationException {
        new Jox(AllFamilies.noClasses()).reader().find(List.of(wait, other), saw(channels));
    }

    private static Channel channel(int capacity, Object... cells) {
        Segment only = Channel.segment(0, null, cells);
        return new Channel(capacity, only, only);
    }

    @Test
    void aThreadIsFoundByItsCellWithItsDirection() throws Exception {
        find(channel(0, "item", Channel.continuation(wait.thread(), true, false)));
        assertThat(wait.role).isEqualTo(Role.SENDER);
        assertThat(wait.channel).isNotNull();
        assertThat(other.channel).isNull();

        find(channel(0, Channel.continuation(other.thread(), false, false)));
        assertThat(other.role).isEqualTo(Role.RECEIVER);
    }

    @Test
    void aThreadThatHasItsAnswerWaitsNoMore() throws Exception {
        find(channel(0, Channel.continuation(wait.thread(), true, true)));

        assertThat(wait.channel).isNull();
    }

    @Test
    void allSegmentsAreReadFromTheOlderOfTheTwo() throws Exception {
        Segment last = Channel.segment(2, null, Channel.continuation(other.thread(), true, false));
        Segment first = Channel.segment(1, last, Channel.continuation(wait.thread(), true, false));
        find(new Channel(0, last, first));
        assertThat(wait.channel).isNotNull();
        assertThat(other.channel).isNotNull();

        wait.channel = null;
        find(new Channel(0, first, last));
        assertThat(wait.channel).isNotNull();
    }

    @Test
    void aSelectHasTheRoleOfAllItsClauses() throws Exception {
        find(
                channel(0, Channel.clause(wait.thread(), true), Channel.clause(other.thread(), false)),
                channel(1, Channel.clause(wait.thread(), false), Channel.clause(other.thread(), false)));

        assertThat(wait.role).isEqualTo(Role.WAITER);
        assertThat(other.role).isEqualTo(Role.RECEIVER);
        assertThat(wait.channel)
                .isNotNull()
                .extracting(ObservedChannel::capacity)
                .isEqualTo(0);
    }

    @Test
    void aSelectThatHasItsAnswerWaitsNoMore() throws Exception {
        find(channel(0, Channel.clause("done", true)));

        assertThat(wait.channel).isNull();
    }

    @Test
    void theCapacityDeterminesTheKind() throws Exception {
        assertThat(described(0)).isEqualTo(new ObservedChannel(Channel.class.getName(), Kind.RENDEZVOUS, 0, 0, null));
        assertThat(described(5)).isEqualTo(new ObservedChannel(Channel.class.getName(), Kind.BOUNDED, null, 5, null));
        assertThat(described(-1))
                .isEqualTo(new ObservedChannel(Channel.class.getName(), Kind.UNBOUNDED, null, null, null));
    }

    private ObservedChannel described(int capacity) throws ReflectiveOperationException {
        wait.channel = null;
        find(channel(capacity, Channel.continuation(wait.thread(), true, false)));
        assertThat(wait.channel).isNotNull();
        return wait.channel;
    }
}
