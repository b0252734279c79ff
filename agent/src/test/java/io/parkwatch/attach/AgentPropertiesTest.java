// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentPropertiesTest {
    private static final Status STATUS = new Status(
            "1.0.0",
            true,
            false,
            Instant.parse("2026-11-24T10:00:00.5Z"),
            "5s",
            "1s",
            Duration.ofMillis(1500),
            Duration.ofMillis(3500),
            7,
            "http://127.0.0.1:9699/",
            3,
            "two collections, for 12 threads",
            Duration.ofMillis(40),
            Duration.ofSeconds(1));

    private final AtomicInteger made = new AtomicInteger();
    private String text = new AgentReply(STATUS, "{\"schema\":1}").text();
    private final AgentProperties properties = new AgentProperties(
            () -> {
                made.incrementAndGet();
                return text;
            },
            command -> "2 no " + command);

    @AfterEach
    void leave() throws ReflectiveOperationException {
        properties.uninstall();
        AgentProperties.refused(null);
    }

    @Test
    void whoAttachesReadsAValueThatIsMadeThen() throws ReflectiveOperationException {
        properties.install();
        assertThat(made).hasValue(0);

        assertThat(AgentReply.read(readAsTheJvmDoes())).contains(new AgentReply(STATUS, "{\"schema\":1}"));
        assertThat(made).hasValue(1);
    }

    @Test
    void beforeTheFirstLookThereIsAStatusAndNoReport() throws ReflectiveOperationException {
        text = new AgentReply(STATUS, null).text();
        properties.install();

        assertThat(AgentReply.read(readAsTheJvmDoes())).contains(new AgentReply(STATUS, null));
    }

    @Test
    void afterItsEndNothingIsThere() throws ReflectiveOperationException {
        properties.install();
        properties.uninstall();

        assertThat(readAsTheJvmDoes().stringPropertyNames()).noneMatch(name -> name.startsWith("parkwatch"));
        assertThat(AgentReply.read(readAsTheJvmDoes())).isEmpty();
        assertThat(AgentProperties.living()).isNull();
    }

    @Test
    void aFaultWhileTellingDoesNotKeepTheOtherPropertiesFromTheReader() throws ReflectiveOperationException {
        AgentProperties faulty = new AgentProperties(
                () -> {
                    throw new OutOfMemoryError("made up");
                },
                command -> "");
        faulty.install();
        try {
            assertThat(readAsTheJvmDoes()).containsEntry(AgentProperties.TOLD, "");
        } finally {
            faulty.uninstall();
        }
    }

    @Test
    void aLaterArrivalHandsItsCommandToTheOneThatIsThere() throws ReflectiveOperationException {
        properties.install();

        assertThat(Objects.requireNonNull(AgentProperties.living()).apply("prove"))
                .isEqualTo("2 no prove");
    }

    @Test
    void aRefusalIsThereUntilItIsTakenAway() throws ReflectiveOperationException {
        AgentProperties.refused("2 unknown option");
        assertThat(readAsTheJvmDoes()).containsEntry(AgentProperties.REFUSED, "2 unknown option");

        AgentProperties.refused(null);
        assertThat(readAsTheJvmDoes()).doesNotContainKey(AgentProperties.REFUSED);
    }

    @Test
    void aReportIsWholeOnceTheThresholdIsOverAndNoStackIsLeft() {
        assertThat(List.of(
                        STATUS.settled(),
                        with(Duration.ofMillis(-1), Duration.ZERO, 0).settled(),
                        with(Duration.ofSeconds(5), Duration.ofMillis(1), 0).settled(),
                        with(Duration.ofSeconds(5), Duration.ZERO, 1).settled(),
                        with(Duration.ofSeconds(5), Duration.ZERO, 0).settled()))
                .containsExactly(false, false, false, false, true);
    }

    private static Status with(Duration watched, Duration toThreshold, int unread) {
        return new Status(
                "1.0.0",
                true,
                true,
                Instant.EPOCH,
                "5s",
                "1s",
                watched,
                toThreshold,
                unread,
                null,
                0,
                "",
                Duration.ZERO,
                Duration.ofSeconds(1));
    }

    /** The properties that the JVM copies for a command that attaches. */
    private static Properties readAsTheJvmDoes() throws ReflectiveOperationException {
        Properties jvms = (Properties) Class.forName("jdk.internal.vm.VMSupport")
                .getMethod("getAgentProperties")
                .invoke(null);
        Properties copy = new Properties();
        for (String name : jvms.stringPropertyNames()) {
            copy.put(name, Optional.ofNullable(jvms.getProperty(name)).orElseThrow());
        }
        return copy;
    }
}
