// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.jvm.Target;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** The command line as a whole: its help, and the sessions that its commands open. */
@Command(
        name = "parkwatch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Finds stuck threads in a JVM that runs: on what each waits, since when, who holds it, and what to do.",
            "",
            "From the first line of a program: java -javaagent:parkwatch.jar[=options] ...",
            "",
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExit codes:%n",
        footer = {
            "   0  done, and nothing is stuck",
            "  10  something is stuck (attach, report, prove)",
            "   4  nothing that Parkwatch sees is stuck, but it does not see all:%n"
                    + "      the report's first line says what (attach, report, prove)",
            "   1  Parkwatch itself failed, its agent has not looked for five intervals,%n"
                    + "      or standard output could not be written",
            "   2  wrong use",
            "   3  that JVM could not be reached, or belongs to another user",
        })
record Parkwatch(Path jar, Messages messages) {
    /** @throws Failure if this Java cannot attach, and so cannot even load {@link Target} */
    Session session(long pid) throws Failure {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw Failure.unreachable(
                    "this Java cannot attach (it has no module jdk.attach): run the command with the java of a JDK");
        }
        return new Session(pid, Target.of(pid, jar), messages, System::nanoTime);
    }
}
