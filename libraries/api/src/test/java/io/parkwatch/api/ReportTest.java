// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads the report that the agent's own tests compare each report with. */
class ReportTest {
    private static final Path GOLDEN =
            Path.of("..", "..", "agent", "src", "test", "resources", "io", "parkwatch", "report");

    private static Report golden(String name) throws Exception {
        return new Report(Json.parse(Files.readString(GOLDEN.resolve(name))));
    }

    @Test
    void whatALookSawIsThere() throws Exception {
        Report report = golden("report.json");

        assertThat(report.at()).isEqualTo(Instant.parse("2026-11-24T11:00:00Z"));
        assertThat(report.watched("virtual")).isEqualTo(12_001);
        assertThat(report.watched("of a newer kind")).isZero();
        assertThat(report.problems()).containsExactly("platform threads unwatched: no java.management in this image");
        assertThat(report.blind()).isEmpty();
        Finding leaked = report.findings().get(0);
        assertThat(leaked.fingerprint()).isEqualTo("9f31c0de7a55b102");
        assertThat(leaked.verdict()).isEqualTo("leaked");
        assertThat(leaked.role()).isEqualTo("sender");
        assertThat(leaked.operation()).isEqualTo("put");
        assertThat(leaked.summary()).startsWith("3 virtual threads wait to put");
        assertThat(leaked.advice()).startsWith("Give the queue room");
        assertThat(leaked.count()).isEqualTo(3);
        assertThat(leaked.leaked()).isEqualTo(2);
        assertThat(leaked.oldest()).isEqualTo(Duration.ofMillis(71_400));
        assertThat(leaked.since()).isEqualTo(Instant.parse("2026-11-24T10:58:48Z"));
        assertThat(leaked.waitsAt()).isEqualTo("com.acme.Search.lambda$first$0(Search.java:41)");
        assertThat(leaked.channelType()).contains("java.util.concurrent.SynchronousQueue");
        assertThat(leaked.createdAt()).hasSize(2);
        assertThat(leaked.stack()).hasSize(2);
        assertThat(leaked.holder()).isEmpty();
        assertThat(leaked.root()).isEmpty();
    }

    @Test
    void holdersAndRootsAreThere() throws Exception {
        List<Finding> findings = golden("deadlock.json").findings();

        assertThat(findings.get(0).deadlocked()).isEqualTo(2);
        assertThat(findings.get(0).behind()).isEqualTo(10);
        assertThat(findings.get(1).root()).contains(findings.get(0).fingerprint());
        assertThat(findings.get(1).holder()).hasValueSatisfying(holder -> {
            assertThat(holder.name()).isEqualTo("debit");
            assertThat(holder.id()).isEqualTo(31);
            assertThat(holder.how()).isEqualTo("owner of the lock");
            assertThat(holder.state()).contains("stuck");
            assertThat(holder.at()).contains("com.acme.Bank.debit(Bank.java:31)");
            assertThat(holder.fingerprint()).contains(findings.get(0).fingerprint());
        });
    }

    @Test
    void whatIsNotKnownIsEmpty() {
        Report nothing = new Report(Map.of());
        Finding finding = new Finding(Map.of("firstSeen", "soon", "count", "many"));

        assertThat(nothing.at()).isEqualTo(Instant.EPOCH);
        assertThat(nothing.findings()).isEmpty();
        assertThat(nothing.blind()).isEmpty();
        assertThat(finding.holder()).isEmpty();
        assertThat(finding.channelType()).isEmpty();
        assertThat(finding.count()).isZero();
        assertThat(finding.since()).isEqualTo(Instant.EPOCH);
        assertThat(finding.oldest()).isEqualTo(Duration.ZERO);
        assertThat(finding.summary()).isEmpty();
    }

    @Test
    void jsonIsReadAsMaps() {
        assertThat(Json.parse("{\"a\":[1,-2.5,true,false,{}],\"b\\\"\\u0041\\n\\\\\":\"\\t/\\/\", \"c\": []}\n"))
                .isEqualTo(Map.of("a", List.of(1L, -2.5, true, false, Map.of()), "b\"A\n\\", "\t//", "c", List.of()));
        for (String broken : List.of("", "[]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":\"x", "{\"a\":nil}")) {
            assertThatThrownBy(() -> Json.parse(broken)).as(broken).isInstanceOf(RuntimeException.class);
        }
    }
}
