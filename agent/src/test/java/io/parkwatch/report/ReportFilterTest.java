// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportFilterTest {
    private static final Finding SENDER = Samples.leakedSender(); // 71.44 s
    private static final Finding RECEIVER = Samples.receiver(); // 3,725 s

    @Test
    void aFindingAsOldAsWantedStaysAndAYoungerOneGoes() throws ReportException {
        keeps(filter(Duration.ofSeconds(3_725)), RECEIVER);
        keeps(filter(Duration.ofSeconds(3_725, 1)));
        keeps(filter(Duration.ofMillis(71_400)), SENDER, RECEIVER);
        keeps(filter(Duration.ofSeconds(72)), RECEIVER);
        keeps(filter(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void theRolesWantedStay() throws ReportException {
        keeps(filter(Duration.ZERO, Role.SENDER), SENDER);
        keeps(filter(Duration.ZERO, Role.RECEIVER, Role.LOCK), RECEIVER);
        keeps(filter(Duration.ZERO, Role.LOCK));
        keeps(filter(Duration.ofSeconds(72), Role.SENDER));
    }

    @Test
    void noRoleMeansEachRole() throws ReportException {
        keeps(filter(Duration.ZERO), SENDER, RECEIVER);
    }

    @Test
    void allElseOfASnapshotStays() {
        Snapshot s = Samples.full();

        Snapshot none = filter(Duration.ZERO, Role.LOCK).of(s);

        assertThat(none).usingRecursiveComparison().ignoringFields("findings").isEqualTo(s);
        assertThat(none.findings()).isEmpty();
    }

    @Test
    void fieldsUnknownHereAndNumbersStayAsTheyWere() throws ReportException {
        String json = """
                {"schema":1,"big":123456789012345678901234567890,"exact":1.500e3,"nothing":null,"findings":[\
                {"role":"lock","oldestSeconds":9},\
                {"mood":{"<b>":[0.10,-0,null,"\\u001b\\u2028"]},"role":"sender","oldestSeconds":9.0}\
                ],"later":{"z":1,"a":2},"findingsLeftOut":7}""";

        assertThat(filter(Duration.ZERO, Role.SENDER).json(json, List.of(RECEIVER, SENDER)))
                .isEqualTo(json.replace("{\"role\":\"lock\",\"oldestSeconds\":9},", ""));
    }

    @Test
    void aReportOfWhichNothingIsDroppedIsTheVeryText() throws ReportException {
        String json = " { \"schema\" : 1 , \"findings\" : [ ] } \n";

        assertThat(filter(Duration.ofDays(1), Role.SENDER).json(json, List.of()))
                .isSameAs(json);
    }

    @Test
    void aRoleUnknownHereIsFilteredAsItIsRead() throws ReportException {
        String json = ReportJson.of(Samples.full()).replace("\"receiver\"", "\"juggler\"");
        ReportFilter waiters = filter(Duration.ZERO, Role.WAITER);

        Snapshot read = ReportReader.read(json);
        assertThat(ReportReader.read(waiters.json(json, read.findings())).findings())
                .isEqualTo(waiters.of(read).findings())
                .hasSize(1);
    }

    /** Checks the filter on the report and on its JSON. */
    private static void keeps(ReportFilter filter, Finding... kept) {
        assertThat(filter.of(Samples.full()).findings()).containsExactly(kept);
        Snapshot all = Samples.full();
        Snapshot wanted = all.toBuilder().findings(List.of(kept)).build();
        assertThat(filter.json(ReportJson.of(all), all.findings())).isEqualTo(ReportJson.of(wanted));
    }

    private static ReportFilter filter(Duration atLeast, Role... roles) {
        return new ReportFilter(atLeast, Set.of(roles));
    }
}
