// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.attach.AgentProperties;
import io.parkwatch.attach.AgentReply;
import io.parkwatch.attach.Status;
import io.parkwatch.cli.jvm.AttachChannel;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.report.ReportFilter;
import io.parkwatch.report.ReportJson;
import io.parkwatch.report.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests sessions with a fake agent. Each read takes five seconds of the clock. */
@Timeout(20)
class SessionTest {
    private static final Duration READ = Duration.ofSeconds(5);

    private final StringWriter out = new StringWriter();
    private final Messages messages = new Messages(new PrintWriter(new StringWriter()), false);
    private Duration now = Duration.ZERO;
    private Duration lastLook = Duration.ZERO;
    private int reads;
    private final List<String> loaded = new ArrayList<>();

    /** The status of the last look stays, and becomes older. */
    @Test
    void anAgentWhoseLooksFailIsNotWaitedForForEver() throws Exception {
        AgentReply told = session(() -> status(Duration.ofSeconds(4))).awaitReport();

        assertThat(now).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(50));
        assertThatThrownBy(() -> ReportPrinter.print(
                        told, new ReportFilter(Duration.ZERO, Set.of()), false, new PrintWriter(out), false, messages))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(1));
        assertThat(out.toString()).startsWith("What is stuck now is not known: the last look ended ");
    }

    /** On a busy machine a look may take longer than five intervals. */
    @Test
    void anAgentWhoseLooksTakeLongIsWaitedFor() throws Exception {
        AgentReply told = session(() -> {
                    lastLook = reads % 2 == 0 ? now : lastLook;
                    return status(reads < 12 ? Duration.ofSeconds(4) : Duration.ZERO);
                })
                .awaitReport();

        assertThat(told.status().settled()).isTrue();
        assertThat(reads).isEqualTo(12);
    }

    @Test
    void anAgentThatCannotTellIsNotTakenForNone() {
        assertThatThrownBy(() -> session(() -> "").reply())
                .hasMessage("the agent in pid 7 cannot tell its state: its standard error may say why");
        assertThatThrownBy(() -> session(() -> "").attach("once", ""))
                .hasMessage("the agent in pid 7 cannot tell its state: its standard error may say why");
        assertThatThrownBy(() -> session(() -> null).attach("once", ""))
                .hasMessage("the agent did not start in pid 7: the line on its standard error says why");
    }

    @Test
    void anAgentThatIsNotUnderstoodIsAskedToLeave() throws Exception {
        assertThat(session(() -> loaded.isEmpty() ? "{}" : null).detach()).isTrue();
        assertThat(loaded).containsExactly("detach");
        assertThatThrownBy(() -> session(() -> "").detach())
                .hasMessage("the agent in pid 7 has not left: a line on its standard error says why");
    }

    private interface Agent {
        @Nullable
        String tells();
    }

    private String status(Duration toThreshold) {
        Status status = new Status(
                "1.0.0",
                false,
                false,
                Samples.AT,
                "5s",
                "500ms",
                Duration.ofSeconds(1),
                toThreshold,
                0,
                null,
                0,
                "",
                now.minus(lastLook),
                Duration.ofMillis(500));
        return new AgentReply(status, ReportJson.of(Samples.quiet())).text();
    }

    private Session session(Agent agent) {
        AttachChannel channel = new AttachChannel() {
            @Override
            public void load(String command) {
                loaded.add(command);
            }

            @Override
            public Properties properties() {
                reads++;
                now = now.plus(READ);
                Properties properties = new Properties();
                String told = agent.tells();
                if (told != null) {
                    properties.setProperty(AgentProperties.TOLD, told);
                }
                return properties;
            }
        };
        return new Session(7, channel, messages, () -> now.toNanos());
    }
}
