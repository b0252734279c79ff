// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.cli.jvm.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ArgumentsTest {
    @Test
    void optionsMayStandBehindEachOtherOrBetweenCommas() throws Failure {
        assertThat(text("4711", "threshold=30s,port=off")).isEqualTo("threshold=30s,port=off");
        assertThat(text("4711", "threshold=30s", "port=off")).isEqualTo("threshold=30s,port=off");
        assertThat(text("4711")).isEmpty();
        assertThat(parsed("4711").pid()).isEqualTo(4711);
    }

    @Test
    void theAgentsWorkingDirectoryIsAnotherSoPathsAreMadeAbsolute() throws Failure {
        assertThat(text("4711", "config=a.properties", "report=/tmp/%p.json"))
                .isEqualTo("config=" + Path.of("a.properties").toAbsolutePath() + ",report=/tmp/%p.json");
    }

    @Test
    void aConfigFileIsReadWhereTheAgentIs() throws Failure {
        assertThat(text("4711", "config=/not/here.properties")).isEqualTo("config=/not/here.properties");
    }

    @Test
    void aBadOptionIsRefusedBeforeTheJvmIsTouched() {
        assertThatThrownBy(() -> text("4711", "thresold=1s"))
                .hasMessageStartingWith("unknown option thresold=1s: allowed are threshold, ")
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(2));
    }

    @Test
    void aRefusalOfTheAgentBringsItsOwnExitCode() {
        assertThat(Failure.refused("3 GraalVM is not supported"))
                .hasMessage("GraalVM is not supported")
                .extracting(Failure::exitCode)
                .isEqualTo(3);
        assertThat(Failure.refused("what a later release says"))
                .hasMessage("what a later release says")
                .extracting(Failure::exitCode)
                .isEqualTo(1);
    }

    @Test
    void theThresholdIsKnownUnlessAFileOfTheAgentsMayGiveIt() throws Failure {
        assertThat(parsed("4711").threshold("once")).hasSeconds(5);
        assertThat(parsed("4711", "port=off,threshold=30s").threshold("once")).hasSeconds(30);
        assertThat(parsed("4711", "config=/not/here.properties", "threshold=30s")
                        .threshold("once"))
                .hasSeconds(30);
        assertThat(parsed("4711", "config=/not/here.properties").threshold("once"))
                .isNull();
    }

    private static String text(String... given) throws Failure {
        return parsed(given).text();
    }

    private static Arguments parsed(String... given) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(given);
        return holder.arguments;
    }

    @Command
    private static final class Holder {
        @Mixin
        private final Arguments arguments = new Arguments();
    }
}
