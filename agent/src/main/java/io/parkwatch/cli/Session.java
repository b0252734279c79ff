// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.AgentProperties;
import io.parkwatch.attach.AgentReply;
import io.parkwatch.attach.Status;
import io.parkwatch.cli.jvm.AttachChannel;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.support.AgentVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Talks to the agent of one JVM. */
record Session(long pid, AttachChannel channel, Messages messages, LongSupplier nanos) {
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** An agent looks as soon as it starts, so an agent that takes longer does not work. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(30);

    /** Reading many stacks may take minutes. After this time the report has the stacks that were read. */
    private static final Duration BACKLOG = Duration.ofSeconds(60);

    /** A proof collects the heap, which may be big, twice for every few thousand threads. */
    private static final Duration PROOF = Duration.ofMinutes(10);

    private static final Duration LATE = Duration.ofSeconds(10);

    private static final Duration LEAVE = Duration.ofSeconds(30);

    /** Returns the state of the agent; empty if there is none. */
    Optional<AgentReply> reply() throws Failure {
        return reply(channel.properties());
    }

    private Optional<AgentReply> reply(Properties properties) throws Failure {
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

    void compareVersions(Status status) {
        if (!status.version().equals(AgentVersion.number())) {
            messages.line("pid " + pid + " is watched by Parkwatch " + status.version() + ", and this is "
                    + AgentVersion.number() + ": to change that, detach it and attach this one");
        }
    }

    /**
     * Attaches an agent if there is none. Otherwise prints what cannot be changed in the agent, its release and its
     * options, and makes it stay for this command; for {@code once} it needs to do nothing. Returns the state that the
     * command made; empty if none was sent, or the agent has left.
     */
    Optional<Status> hold(Optional<AgentReply> there, String command, String options) throws Failure {
        if (there.isEmpty()) {
            return Optional.of(attach(command, options).status());
        }
        Status status = there.get().status();
        compareVersions(status);
        if (!options.isEmpty()) {
            messages.line("pid " + pid + " is watched already (threshold " + status.threshold()
                    + "); its options stay: detach it first to change them");
        }
        return status.once() && !command.equals("once")
                ? reply(run(command)).map(AgentReply::status)
                : Optional.empty();
    }

    AgentReply attach(String command, String options) throws Failure {
        return reply(run((command + ' ' + options).strip()))
                .orElseThrow(() -> Failure.failed(
                        "the agent did not start in pid " + pid + ": the line on its standard error says why"));
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
            reply(before).ifPresent(reply -> compareVersions(reply.status()));
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

    /** Waits until the report has everything that was stuck when the agent came. */
    AgentReply awaitReport() throws Failure, InterruptedException {
        long began = nanos.getAsLong();
        long reached = -1;
        while (true) {
            AgentReply reply = replyUnlessGone("report");
            Status status = reply.status();
            long now = nanos.getAsLong();
            if (status.stale() ? isBlind(status, now - began) : status.settled()) {
                messages.wipe();
                return reply;
            }
            if (status.watched().isNegative() && now - began > FIRST_LOOK.toNanos()) {
                throw Failure.failed("the agent in pid " + pid + " has made no look in " + FIRST_LOOK.toSeconds()
                        + " s: a line on its standard error may say why");
            }
            if (!status.watched().isNegative() && status.toThreshold().isZero()) {
                reached = reached < 0 ? now : reached;
                if (now - reached > BACKLOG.toNanos()) {
                    messages.line(status.unread() + " more old waits are not read yet: report again later");
                    return reply;
                }
            }
            pause(progress(status, now - began));
        }
    }

    private AgentReply replyUnlessGone(String command) throws Failure {
        return reply().orElseThrow(() -> Failure.failed(
                "the agent in pid " + pid + " left meanwhile: somebody detached it; " + command + " again"));
    }

    /**
     * Reports whether the looks of the agent fail. In a JVM that was suspended and continues, a look follows within an
     * interval; a look that the report still needs may itself take long.
     */
    private static boolean isBlind(Status status, long waited) {
        long overdue = Math.min(status.pace().toNanos(), LATE.toNanos()) + TimeUnit.SECONDS.toNanos(1);
        return waited > overdue && (status.settled() || status.sinceLook().compareTo(FIRST_LOOK) > 0);
    }

    private String progress(Status status, long nanos) {
        if (status.toThreshold().isZero()) {
            return "reading " + status.unread() + " more stacks of pid " + pid;
        }
        long left = status.toThreshold().toMillis() - TimeUnit.NANOSECONDS.toMillis(nanos);
        return "looking at pid " + pid + ": what waits for " + status.threshold() + " is stuck, "
                + Math.max(1, (left + 999) / 1000) + " s to go";
    }

    private void pause(String progress) throws InterruptedException {
        messages.progress(progress);
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }

    AgentReply prove() throws Failure, InterruptedException {
        int before = reply().map(reply -> reply.status().proofs()).orElse(0);
        run("prove");
        long began = nanos.getAsLong();
        while (true) {
            AgentReply reply = replyUnlessGone("prove");
            if (reply.status().proofs() > before) {
                messages.wipe();
                return reply;
            }
            if (nanos.getAsLong() - began > PROOF.toNanos()) {
                throw Failure.failed("the agent in pid " + pid + " has not ended its proof in " + PROOF.toSeconds()
                        + " s: a line on its standard error may say why");
            }
            String proving = reply.status().proving();
            pause("asking the garbage collector of pid " + pid + (proving.isEmpty() ? "" : ": " + proving));
        }
    }

    void leave() throws InterruptedException {
        try {
            run("leave");
        } catch (Failure e) {
            messages.line(e.getMessage());
            return;
        }
        awaitLeave();
    }

    /** Waits for an agent to leave by itself. The command has printed its result: a failure only prints a line. */
    void awaitLeave() throws InterruptedException {
        long began = nanos.getAsLong();
        try {
            while (reply().isPresent()) {
                if (nanos.getAsLong() - began > LEAVE.toNanos()) {
                    messages.line("the agent in pid " + pid + " leaves by itself as soon as its look ends");
                    return;
                }
                pause("leaving pid " + pid);
            }
            messages.wipe();
        } catch (Failure e) {
            messages.line(e.getMessage());
        }
    }
}
