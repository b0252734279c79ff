// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.jvm.Forks;
import io.parkwatch.cli.jvm.Target;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests commands and sessions with a real JVM and a fake agent. */
@Timeout(60)
class RealJvmTest {
    @TempDir
    Path folder;

    @RegisterExtension
    final Forks forks = new Forks(() -> folder);

    /** By then the findings are printed and determine the exit code. */
    @Test
    void anAgentThatIsSlowToLeaveIsNoFailure() throws Exception {
        Process jvm = forks.jvm("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED");
        Target target = forks.target(jvm);
        target.load("stays");
        StringWriter said = new StringWriter();
        AtomicLong clock = new AtomicLong();
        Session session = new Session(
                jvm.pid(),
                target,
                new Messages(new PrintWriter(said), false),
                () -> clock.addAndGet(TimeUnit.SECONDS.toNanos(12)));

        session.awaitLeave();

        assertThat(clock).as("it is waited for, for 30 s").hasValue(TimeUnit.SECONDS.toNanos(48));
        assertThat(said)
                .hasToString(
                        "parkwatch: the agent in pid " + jvm.pid() + " leaves by itself as soon as its look ends\n");

        jvm.destroyForcibly().waitFor();
        session.awaitLeave();

        assertThat(said.toString().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("parkwatch: there is no process " + jvm.pid());
    }

    @Test
    void anAgentThatCannotTellItsStateIsAskedToLeave() throws Failure {
        Process jvm = forks.jvm("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED");
        Target target = forks.target(jvm);
        target.load("mute");
        StringWriter said = new StringWriter();

        int code = Main.commandLine(new Parkwatch(forks.agentJar(), new Messages(new PrintWriter(said), false)))
                .execute("detach", Long.toString(jvm.pid()));

        assertThat(said.toString())
                .contains("cannot tell its state")
                .endsWith("parkwatch: detached from pid " + jvm.pid() + "\n");
        assertThat(code).isZero();
        assertThat(target.properties()).doesNotContainKey("parkwatch");
    }

    @Test
    void whatIsRefusedIsNotSaidToPauseTheProgram() {
        Process jvm = forks.jvm("-XX:-EnableDynamicAgentLoading");
        StringWriter said = new StringWriter();
        PrintWriter err = new PrintWriter(said);

        Main.commandLine(new Parkwatch(forks.agentJar(), new Messages(err, false)))
                .setErr(err)
                .execute("attach", Long.toString(jvm.pid()));

        assertThat(said.toString()).contains("-XX:+EnableDynamicAgentLoading").doesNotContain("hooks are woven");
    }
}
