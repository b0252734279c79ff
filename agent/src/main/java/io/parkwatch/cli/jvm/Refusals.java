// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import org.jspecify.annotations.Nullable;

/** Explains in one line why a JVM cannot be reached, and what to do. */
final class Refusals {
    private static final String FROM_THE_START = "restart it with -javaagent:parkwatch.jar";

    /** The first release with long-term support that attaches through the root of the other process. */
    private static final int FOLLOWS_MOUNTS = 21;

    private Refusals() {}

    /** Returns the reason that is known before anything is sent to the JVM, or null if an attach may be tried. */
    static @Nullable Failure before(Proc process) {
        long pid = process.pid();
        if (!process.exists()) {
            return Failure.unreachable("there is no process " + pid
                    + ", or this user may not see it: see `parkwatch.jar list` for the JVMs that run");
        }
        if (!process.isJvm()) {
            return Failure.unreachable(
                    "pid " + pid + " is no HotSpot JVM, or has just begun to start: see `parkwatch.jar list`");
        }
        if (process.isForeign()) {
            String user = process.user();
            String forSudo = user.matches("\\d+") ? "'#" + user + "'" : user; // a number without a name here
            return Failure.unreachable("pid " + pid + " belongs to " + user + ": run as " + user + " (sudo -u "
                    + forSudo + " java -jar parkwatch.jar ...)");
        }
        Failure stopped = stopped(process);
        if (stopped != null) {
            return stopped;
        }
        if (isClosed(process.commandLine(), PerfData.of(process))) {
            return closed(pid);
        }
        // Unless the pids differ, too, Java 17 looks for the socket in its own /tmp. It would fail, and only make the
        // JVM print its threads.
        int java = Runtime.version().feature();
        if (java < FOLLOWS_MOUNTS && process.pidInside().equals(Long.toString(pid)) && !process.sharesOurTmp()) {
            return Failure.unreachable("pid " + pid + " has a /tmp of its own, where the Java that runs this command ("
                    + java + ") cannot reach it: run the command with Java 21 or newer");
        }
        return process.survivesAttach()
                ? null
                : Failure.unreachable("pid " + pid + " would not survive being attached to, as it does not"
                        + " catch SIGQUIT: if it is still starting, try again; else " + FROM_THE_START);
    }

    /** Explains a failure of the JDK. Its wording is the same in 17, 21 and 25, on both sides, unless noted. */
    static Failure of(Exception failure, Proc now, String jar) {
        long pid = now.pid();
        String message = String.valueOf(failure.getMessage());
        if (!now.exists() && Proc.isThere(Proc.ROOT)) {
            return Failure.unreachable("pid " + pid + " has ended meanwhile");
        }
        Failure stopped = stopped(now);
        if (stopped != null) {
            return stopped;
        }
        // "Failed to load agent library: " precedes it, except from 17 to 21 and 25.
        if (message.contains("Dynamic agent loading is not enabled")) {
            return Failure.unreachable(
                    "pid " + pid + " takes no agent while it runs (-XX:-EnableDynamicAgentLoading), and no command for"
                            + " one that is there: " + FROM_THE_START + ", or with -XX:+EnableDynamicAgentLoading");
        }
        if (message.contains("does not support the attach mechanism")) {
            return closed(pid);
        }
        if (message.contains("Unable to open socket file")) {
            return silent(now);
        }
        if (message.contains("java.instrument")) {
            return Failure.unreachable(
                    "pid " + pid + " runs on a Java without the module java.instrument, which any agent needs:"
                            + " run it on one that has it");
        }
        if (failure instanceof AgentLoadException) {
            return Failure.unreachable("pid " + pid + " could not load " + jar + " (" + message + "): its user, "
                    + now.user() + ", must be able to read that file");
        }
        if (failure instanceof AgentInitializationException) {
            return Failure.failed("the agent could not start in pid " + pid + ": its standard error says why");
        }
        return Failure.unreachable("pid " + pid + " could not be attached to: " + message
                + "; try again, and if that does not help, " + FROM_THE_START);
    }

    /** Returns the failure for a JVM that did not answer in time. The command may still take effect. */
    static Failure late(Proc now) {
        Failure stopped = stopped(now);
        return stopped == null ? silent(now) : stopped;
    }

    static boolean isClosed(JvmCommandLine commandLine, PerfData data) {
        return commandLine.flag("DisableAttachMechanism", false)
                || !data.attachable().orElse(true);
    }

    static boolean takesNoAgent(JvmCommandLine commandLine) {
        return !commandLine.flag("EnableDynamicAgentLoading", true);
    }

    private static @Nullable Failure stopped(Proc process) {
        return switch (process.state()) {
            case 'T' ->
                Failure.unreachable("pid " + process.pid() + " is stopped and cannot answer: kill -CONT "
                        + process.pid() + ", then again");
            case 't' ->
                Failure.unreachable(
                        "pid " + process.pid() + " is held by a debugger and cannot answer: let it go on, then again");
            default -> null;
        };
    }

    private static Failure silent(Proc process) {
        long pid = process.pid();
        return Failure.unreachable(
                process.lacksTmp()
                        ? "pid " + pid
                                + " has no /tmp that it can write to, where a JVM makes the socket for an attach:"
                                + " give it one, or " + FROM_THE_START
                        : "pid " + pid
                                + " does not answer: it is overloaded, paused (docker pause) or in a long garbage"
                                + " collection; try again later");
    }

    private static Failure closed(long pid) {
        return Failure.unreachable("pid " + pid + " cannot be attached to (-XX:+DisableAttachMechanism): "
                + FROM_THE_START + ", or without that flag");
    }
}
