// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.AgentProperties;
import io.parkwatch.attach.AgentReply;
import io.parkwatch.attach.Status;
import io.parkwatch.cli.jvm.AttachChannel;
import io.parkwatch.cli.jvm.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Talks to the agent of one JVM. */
final class Session {
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** An agent looks as soon as it starts, so an agent that takes longer does not work. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(30);

    /** Reading many stacks may take minutes. After this time the report has the stacks that were read. */
    private static final Duration BACKLOG = Duration.ofSeconds(60);

    /** A proof collects the heap, which may be big, twice for every few thousand threads. */
    private static final Duration PROOF = Duration.ofMinutes(10);

    private static final Duration LATE = Duration.ofSeconds(10);

    private static final Duration LEAVE = Duration.ofSeconds(30);

    private final long pid;
    private final AttachChannel channel;
    private final Messages messages;
    private final LongSupplier nanos;

    Session(long pid, AttachChannel channel, Messages messages, LongSupplier nanos) {
        this.pid = pid;
        this.channel = channel;
        this.messages = messages;
        this.nanos = nanos;
    }

    Messages messages() {
        return messages;
    }

    LongSupplier nanos() {
        return nanos;
    }

    /** Returns the state of the agent, or empty if there is none. */
    Optional<AgentReply> told() throws Failure {
        return told(channel.properties());
    }

    private Optional<AgentReply> told(Properties properties) throws Failure {
        if ("".equals(properties.getProperty(AgentProperties.TOLD))) {
            throw Failure.failed("the agent in pid " + pid + " cannot tell its state: its standard error may say why");
        }
        try {
            return AgentReply.read(properties);
        } catch (RuntimeException e) {
            throw Failure.failed("the agent in pid " + pid + " tells what this command does not understand (" + e
                    + "): use the parkwatch.jar that was attached");
        }
    }

    /** Prints a line if the agent is of another release. */
    void compareVersions(Status status) {
        if (!status.version().equals(Version.number())) {
            messages.line("pid " + pid + " is watched by Parkwatch " + status.version() + ", and this is "
                    + Version.number() + ": to change that, detach it and attach this one");
        }
    }

    /** Prints what a command cannot change in a running agent: its release and its options. */
    void reportKept(Status status, String options) {
        compareVersions(status);
        if (!options.isEmpty()) {
            messages.line("pid " + pid + " is watched already (threshold " + status.threshold()
                    + "); its options stay: detach it first to change them");
        }
    }

    /**
     * Makes an agent stay as long as this command reads its state, and attaches an agent if there is none.
     *
     * @param told the state of the agent; null if there is none
     * @return whether this attached an agent
     */
    boolean hold(@Nullable AgentReply told, String options) throws Failure {
        if (told == null) {
            attach(("while " + options).strip());
            return true;
        }
        reportKept(told.status(), options);
        if (told.status().once()) {
            command("while");
        }
        return false;
    }

    /** Runs a command, and returns the state of the agent after it, or empty if there is none. */
    Optional<AgentReply> command(String command) throws Failure {
        return told(run(command));
    }

    private Properties run(String command) throws Failure {
        channel.load(command);
        Properties properties = channel.properties();
        String refused = properties.getProperty(AgentProperties.REFUSED, "");
        if (!refused.isEmpty()) {
            throw Failure.refused(refused);
        }
        return properties;
    }

    /** Makes the agent leave, even if it cannot report its state. Returns whether there was an agent. */
    boolean detach() throws Failure {
        Properties before = channel.properties();
        if (!isThere(before)) {
            return false;
        }
        try {
            told(before).ifPresent(told -> compareVersions(told.status()));
        } catch (Failure e) {
            messages.line(e.getMessage());
        }
        if (isThere(run("detach"))) {
            throw Failure.failed("the agent in pid " + pid + " has not left: a line on its standard error says why");
        }
        return true;
    }

    private static boolean isThere(Properties properties) {
        return properties.getProperty(AgentProperties.TOLD) != null;
    }

    /** Runs a command that attaches an agent if there is none, such as {@code once}. */
    AgentReply attach(String command) throws Failure {
        return command(command)
                .orElseThrow(() -> Failure.failed(
                        "the agent did not start in pid " + pid + ": the line on its standard error says why"));
    }

    /** Waits until the report has everything that was stuck when the agent came. */
    AgentReply awaitReport() throws Failure, InterruptedException {
        long began = nanos.getAsLong();
        long reached = -1;
        while (true) {
            AgentReply told = told().orElseThrow(() ->
                    Failure.failed("the agent in pid " + pid + " left meanwhile: somebody detached it; report again"));
            Status status = told.status();
            long now = nanos.getAsLong();
            if (status.stale() ? isBlind(status, now - began) : status.settled()) {
                messages.wipe();
                return told;
            }
            if (status.watched().isNegative() && now - began > FIRST_LOOK.toNanos()) {
                throw Failure.failed("the agent in pid " + pid + " has made no look in " + FIRST_LOOK.toSeconds()
                        + " s: a line on its standard error may say why");
            }
            if (!status.watched().isNegative() && status.toThreshold().isZero()) {
                reached = reached < 0 ? now : reached;
                if (now - reached > BACKLOG.toNanos()) {
                    messages.line(status.unread() + " more old waits are not read yet: report again later");
                    return told;
                }
            }
            messages.progress(progress(status, now - began));
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    /**
     * Reports whether the looks of the agent fail. In a JVM that was suspended and continues, a look follows within an
     * interval; a look that the report still needs may itself take long.
     */
    private static boolean isBlind(Status status, long waited) {
        long overdue = Math.min(status.pace().toNanos(), LATE.toNanos()) + TimeUnit.SECONDS.toNanos(1);
        return waited > overdue && (status.settled() || status.sinceLook().compareTo(FIRST_LOOK) > 0);
    }

    /** Asks the garbage collector, and waits for its answer. */
    AgentReply prove() throws Failure, InterruptedException {
        int before = told().map(told -> told.status().proofs()).orElse(0);
        command("prove");
        long began = nanos.getAsLong();
        while (true) {
            AgentReply told = told().orElseThrow(() ->
                    Failure.failed("the agent in pid " + pid + " left meanwhile: somebody detached it; prove again"));
            if (told.status().proofs() > before) {
                messages.wipe();
                return told;
            }
            if (nanos.getAsLong() - began > PROOF.toNanos()) {
                throw Failure.failed("the agent in pid " + pid + " has not ended its proof in " + PROOF.toSeconds()
                        + " s: a line on its standard error may say why");
            }
            messages.progress("asking the garbage collector of pid " + pid
                    + (told.status().proving().isEmpty()
                            ? ""
                            : ": " + told.status().proving()));
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    private String progress(Status status, long nanos) {
        long left = status.toThreshold().toMillis() - TimeUnit.NANOSECONDS.toMillis(nanos);
        if (status.toThreshold().isZero()) {
            return "reading " + status.unread() + " more stacks of pid " + pid;
        }
        return "looking at pid " + pid + ": what waits for " + status.threshold() + " is stuck, "
                + Math.max(1, (left + 999) / 1000) + " s to go";
    }

    /** Makes the agent leave, and waits until it has left. */
    void leave() throws InterruptedException {
        try {
            command("leave");
        } catch (Failure e) {
            messages.line(e.getMessage());
            return;
        }
        awaitLeave();
    }

    /**
     * Waits for an agent to leave by itself. The command has printed its result by now, so a failure only prints a
     * line.
     */
    void awaitLeave() throws InterruptedException {
        long began = nanos.getAsLong();
        try {
            while (told().isPresent()) {
                if (nanos.getAsLong() - began > LEAVE.toNanos()) {
                    messages.line("the agent in pid " + pid + " leaves by itself as soon as its look ends");
                    return;
                }
                messages.progress("leaving pid " + pid);
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
            messages.wipe();
        } catch (Failure e) {
            messages.line(e.getMessage());
        }
    }
}
