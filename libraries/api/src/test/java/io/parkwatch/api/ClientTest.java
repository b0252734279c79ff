// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientTest {
    private final Client client = new Client(() -> FakeHub.class);

    @AfterEach
    void leave() {
        FakeHub.door = null;
    }

    @Test
    void withoutAHubThereIsNoAgent() {
        Client alone = new Client(Client::hub);

        assertThat(alone.status()).isEqualTo("no Parkwatch agent is in this JVM");
        assertThat(alone.agent()).isEmpty();
        assertThat(Parkwatch.present()).isFalse();
        assertThat(Parkwatch.status()).isEqualTo("no Parkwatch agent is in this JVM");
        assertThat(Parkwatch.findings()).isEmpty();
        assertThat(Parkwatch.report()).isEmpty();
        assertThat(Parkwatch.series("test")).isEmpty();
        assertThat(Parkwatch.lookNow(Duration.ofHours(1))).isEmpty();
        assertThat(Parkwatch.findingsSince(Parkwatch.mark(), Duration.ofHours(1)))
                .isEmpty();
        assertThat(Parkwatch.starts()).isEqualTo(-1);
        assertThat(Parkwatch.births()).containsExactly(-1, -1, -1);
        Parkwatch.unlisten();
    }

    @Test
    void anAgentThatHasLeftAnswersNothing() {
        assertThat(client.status())
                .isEqualTo("no Parkwatch agent watches this JVM now: it has left, or is just starting");
        assertThat(client.agent()).isEmpty();
        assertThat(client.report()).isEmpty();
        assertThat(client.series("test")).isEmpty();
    }

    @Test
    void anOlderAgentHasNoDoor() {
        Client old = new Client(() -> OldHub.class);

        assertThat(old.agent()).isEmpty();
        assertThat(old.status())
                .isEqualTo("the Parkwatch agent that is or was in this JVM is older than this API:"
                        + " use the same release of agent and API");
    }

    @Test
    void anAgentOfAnotherReleaseMayAnswerOtherwise() {
        FakeHub.door = asked -> null;
        assertThat(client.agent()).isEmpty();
        assertThat(client.status()).contains("does not know the questions of this API");

        FakeHub.door = asked -> List.of("a new form", 1);
        assertThat(client.agent()).isEmpty();
        assertThat(client.report()).isEmpty();
        assertThat(client.series("test")).hasSize(0);

        FakeHub.door = asked -> "{\"at\":";
        assertThat(client.report()).isEmpty();

        FakeHub.door = asked -> List.of(Map.of("labels", List.of("role"), "rows", List.of("a row")));
        assertThat(client.series("test")).isEmpty();
    }

    /** Its loader is closed while it leaves. */
    @Test
    void anAgentThatFailsIsOneSentence() {
        FakeHub.door = asked -> {
            throw new NoClassDefFoundError("thrown by this test");
        };

        assertThat(client.agent()).isEmpty();
        assertThat(client.report()).isEmpty();
        assertThat(client.status())
                .isEqualTo("the Parkwatch agent in this JVM cannot be asked:"
                        + " java.lang.NoClassDefFoundError: thrown by this test");
    }

    @Test
    void anAgentTellsOfItself() {
        FakeHub.door = asked -> Map.of(
                "version", "1.2", "threshold", "60s", "interval", "5s", "look", 7, "fresh", true, "url", "http://x/");

        assertThat(client.status()).isEqualTo("Parkwatch 1.2 watches this JVM (threshold 60s)");
        assertThat(client.agent()).hasValueSatisfying(agent -> {
            assertThat(agent.version()).isEqualTo("1.2");
            assertThat(agent.interval()).isEqualTo("5s");
            assertThat(agent.look()).isEqualTo(7);
            assertThat(agent.fresh()).isTrue();
            assertThat(agent.url()).contains("http://x/");
        });
    }

    @Test
    void aSeriesHasItsLabelsByName() {
        List<Object> rows = Collections.singletonList(new Object[] {List.of("ab", "lock"), 2.0, 0L});
        FakeHub.door = asked -> asked[0].equals("series") && asked[1].equals("test")
                ? List.of(Map.of(
                        "name",
                        "parkwatch_x",
                        "type",
                        "gauge",
                        "help",
                        "x",
                        "labels",
                        List.of("f", "role"),
                        "rows",
                        rows))
                : null;

        assertThat(client.series("test"))
                .containsExactly(new Series("parkwatch_x", "gauge", "x", Map.of("f", "ab", "role", "lock"), 2, 0));
    }

    @Test
    void aFindingOfALookHasAllItsThreads() {
        Map<String, Object> old =
                Map.of("fingerprint", "ab", "seconds", 0.5, "createdAt", List.of("com.acme.A.a(A.java:1)"));
        Map<String, Object> young = Map.of("fingerprint", "ab", "seconds", 0.1);
        Map<String, Object> other = Map.of("state", "idle");
        String report = "{\"findings\":[{\"fingerprint\":\"ab\",\"threads\":[]},{\"fingerprint\":\"cd\"}]}";
        FakeHub.door = asked -> asked[0].equals("look")
                ? Map.of("look", 7, "young", false, "report", report, "threads", List.of(old, young, other))
                : null;

        assertThat(client.lookNow(Duration.ofMillis(300))).singleElement().satisfies(finding -> {
            assertThat(finding.fingerprint()).isEqualTo("ab");
            assertThat(finding.threads()).singleElement().satisfies(thread -> {
                assertThat(thread.createdAt()).containsExactly("com.acme.A.a(A.java:1)");
                assertThat(thread.age()).isEqualTo(Duration.ofMillis(500));
                assertThat(thread.number()).isEqualTo(-1);
                assertThat(thread.tag()).isEmpty();
            });
        });
        assertThat(client.look(Duration.ofMillis(300), true, true, new Look.Subject("t", null, null)))
                .hasValueSatisfying(look -> assertThat(look.threads()).hasSize(3));
    }

    /** The hub of an agent of this release. */
    public static final class FakeHub {
        static volatile @Nullable Function<Object[], @Nullable Object> door;

        private FakeHub() {}

        public static @Nullable Function<Object[], @Nullable Object> door() {
            return door;
        }
    }

    /** A hub without a door. */
    public static final class OldHub {
        private OldHub() {}
    }
}
