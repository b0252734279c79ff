// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import io.parkwatch.api.Parkwatch;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.security.CodeSource;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Sees to it that an agent watches this JVM, as {@code parkwatch.missing-agent} says. */
final class AgentStarter {
    private static final String STARTER = "io.parkwatch.boot.Starter";
    private static final String OPTIONS = "threshold=300ms,interval=1s,port=off,log=off,traces=20000";

    private AgentStarter() {}

    /** Returns null if an agent watches; else why none does, and empty if there need not be one. */
    static @Nullable String start(ExtensionContext context) {
        String wanted = Settings.word(context, "missing-agent", "attach", List.of("attach", "fail", "skip"));
        if (Parkwatch.present()) {
            if (isBare()) {
                Parkwatch.unlisten();
            }
            return null;
        }
        String why = wanted.equals("attach") ? attach() : Parkwatch.status();
        if (Parkwatch.present()) {
            System.err.println("parkwatch: attached to the running tests: virtual threads in monitors are not seen;"
                    + " -javaagent sees them, and starts without the JVM's warning (docs/tests.md)");
            return null;
        }
        if (wanted.equals("skip")) {
            System.err.println("parkwatch: no test is checked for stuck threads: " + why);
            return "";
        }
        return "no test can be checked for stuck threads: " + why
                + ". Name -javaagent:parkwatch.jar for the JVM of the tests (docs/tests.md),"
                + " or set parkwatch.missing-agent=skip";
    }

    /** Reports whether the agent was named without options, so that it has the port of a service. */
    private static boolean isBare() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.startsWith("-javaagent:")
                        && argument.contains("parkwatch")
                        && argument.indexOf('=') < 0);
    }

    /** Returns why that did not work. */
    private static String attach() {
        try {
            CodeSource source = Class.forName(STARTER, false, AgentStarter.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource();
            File jar = new File(URI.create(source.getLocation().toString()));
            if (!jar.isFile()) {
                return "the agent on the class path is no jar: " + jar;
            }
            ByteBuddyAgent.attach(jar, Long.toString(ProcessHandle.current().pid()), OPTIONS);
            return Parkwatch.status();
        } catch (ClassNotFoundException e) {
            return "io.parkwatch:parkwatch-agent is not on the class path of the tests";
        } catch (RuntimeException | LinkageError e) {
            return "this JVM does not let itself be attached to: " + e;
        }
    }
}
