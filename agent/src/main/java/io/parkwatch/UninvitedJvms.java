// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.look.jvm.Packages;
import io.parkwatch.weave.VmArguments;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * JVMs that get the agent from an environment variable meant for another JVM: JDK tools, launchers of build tools, and
 * Parkwatch's own command line. The agent stays out of them silently, since scripts read what they print.
 */
final class UninvitedJvms {
    private static final String AGENT = "-javaagent:";

    private UninvitedJvms() {}

    /** Reports whether this JVM is one of them. It is not if its command line names the agent, too. */
    static boolean here(Instrumentation instrumentation) {
        String main = property("sun.java.command");
        String jar = ownJar();
        if (!isTool(property("jdk.module.main"), main) && !isOwn(property("java.class.path"), main, jar)) {
            return false; // checked first, since it is cheap and nearly always the case
        }
        int byVariables =
                named(System.getenv("JAVA_TOOL_OPTIONS"), jar) + named(System.getenv("JDK_JAVA_OPTIONS"), jar);
        if (byVariables == 0) {
            return false;
        }
        try {
            Packages.open(instrumentation);
            return named(String.join(" ", VmArguments.all()), jar) <= byVariables;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return true;
        }
    }

    /** Reports whether this is a JDK tool or a build tool. The command begins with the main class or jar. */
    static boolean isTool(String module, String command) {
        if (module.startsWith("jdk.") || module.startsWith("java.")) {
            // `java Shop.java` is a program, run by javac's launcher.
            return !command.startsWith("jdk.compiler/com.sun.tools.javac.launcher.");
        }
        return switch (first(command)) {
            case "org.codehaus.plexus.classworlds.launcher.Launcher",
                    "org.apache.maven.wrapper.MavenWrapperMain",
                    "org.gradle.wrapper.GradleWrapperMain",
                    "org.gradle.launcher.GradleMain",
                    "org.gradle.launcher.daemon.bootstrap.GradleDaemon",
                    "org.jetbrains.kotlin.daemon.KotlinCompileDaemon",
                    "org.apache.tools.ant.launch.Launcher",
                    "org.apache.tools.ant.Main",
                    "xsbt.boot.Boot" -> true;
            default -> {
                String jar = fileName(first(command));
                yield jar.equals("gradle-wrapper.jar") || jar.equals("sbt-launch.jar");
            }
        };
    }

    /** Reports whether this is {@code java -jar parkwatch.jar}: its whole class path, and its command's first word. */
    static boolean isOwn(String classPath, String command, String jar) {
        return !jar.isEmpty()
                && fileName(classPath).equals(jar)
                && (command.equals(classPath) || command.startsWith(classPath + ' '));
    }

    static int named(@Nullable String text, String jar) {
        int count = 0;
        int at = text == null ? -1 : text.indexOf(AGENT);
        while (text != null && at >= 0) {
            int next = text.indexOf(AGENT, at + 1);
            count += text.substring(at, next < 0 ? text.length() : next).contains(jar) ? 1 : 0;
            at = next;
        }
        return count;
    }

    private static String first(String command) {
        int end = command.indexOf(' ');
        return end < 0 ? command : command.substring(0, end);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String ownJar() {
        try {
            CodeSource source = UninvitedJvms.class.getProtectionDomain().getCodeSource();
            return fileName(URI.create(source.getLocation().toString()).getPath());
        } catch (RuntimeException e) {
            return "";
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }
}
