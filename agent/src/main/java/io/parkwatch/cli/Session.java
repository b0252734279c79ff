// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.AgentProperties;
import io.parkwatch.attach.Status;
import io.parkwatch.attach.Told;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What is said to the agent of one JVM, and what it answers. */
final class Session {
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** The first look follows at once; what takes longer than this does not work. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(30);

    /** A backlog of stacks may take minutes: then what was read by now is the report. */
    private static final Duration BACKLOG = Duration.ofSeconds(60);

    /** Two collections of a big heap, for each few thousand threads. */
    private static final Duration PROOF = Duration.ofMinutes(10);

    private static final Duration LATE = Duration.ofSeconds(10);

    private static final Duration LEAVE = Duration.ofSeconds(30);

    private final long pid;
    private final Channel channel;
    private final Messages messages;
    private final LongSupplier nanos;

    /** To the agent of one JVM: a {@link Target}. */
    interface Channel {
        void load(String command) throws Failure;

        Properties properties() throws Failure;
    }

    Session(long pid, Channel channel, Messages messages, LongSupplier nanos) {
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

    /** What the agent tells now; empty: none is there. */
    Optional<Told> told() throws Failure {
        return told(channel.properties());
    }

    private Optional<Told> told(Properties properties) throws Failure {
        if ("".equals(properties.getProperty(AgentProperties.TOLD))) {
            throw Failure.failed("the agent in pid " + pid + " cannot tell its state: its standard error may say why");
        }
        try {
            return Told.read(properties);
        } catch (RuntimeException e) {
            throw Failure.failed("the agent in pid " + pid + " tells what this command does not understand (" + e
                    + "): use the parkwatch.jar that was attached");
        }
    }

    /** Says it where another release than this one's watches. */
    void compareVersions(Status status) {
        if (!status.version().equals(Version.number())) {
            messages.line("pid " + pid + " is watched by Parkwatch " + status.version() + ", and this is "
                    + Version.number() + ": to change that, detach it and attach this one");
        }
    }

    /** Says what a command can't have where an agent watches already: another release of it, other options. */
    void meets(Status status, String options) {
        compareVersions(status);
        if (!options.isEmpty()) {
            messages.line("pid " + pid + " is watched already (threshold " + status.threshold()
                    + "); its options stay: detach it first to change them");
        }
    }

    /**
     * Has a command carried out.
     *
     * @return what the agent tells then; empty: none is there
     */
    Optional<Told> command(String command) throws Failure {
        return told(carriedOut(command));
    }

    /** What the JVM tells after a command. */
    private Properties carriedOut(String command) throws Failure {
        channel.load(command);
        Properties properties = channel.properties();
        String refused = properties.getProperty(AgentProperties.REFUSED, "");
        if (!refused.isEmpty()) {
            throw Failure.refused(refused);
        }
        return properties;
    }

    /** Has an agent leave, also one that can't tell its state. Whether there was one. */
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
        if (isThere(carriedOut("detach"))) {
            throw Failure.failed("the agent in pid " + pid + " has not left: a line on its standard error says why");
        }
        return true;
    }

    private static boolean isThere(Properties properties) {
        return properties.getProperty(AgentProperties.TOLD) != null;
    }

    /** Brings an agent in, with a command that does. */
    Told arrive(String command) throws Failure {
        return command(command)
                .orElseThrow(() -> Failure.failed(
                        "the agent did not start in pid " + pid + ": the line on its standard error says why"));
    }

    /** Waits until all that was stuck when the agent came is in its report. */
    Told whole() throws Failure, InterruptedException {
        long began = nanos.getAsLong();
        long reached = -1;
        while (true) {
            Told told = told().orElseThrow(() ->
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
     * A JVM that was stopped and goes on looks within an interval; a look that others need to be whole may itself take
     * long.
     */
    private static boolean isBlind(Status status, long waited) {
        long overdue = Math.min(status.pace().toNanos(), LATE.toNanos()) + TimeUnit.SECONDS.toNanos(1);
        return waited > overdue && (status.settled() || status.sinceLook().compareTo(FIRST_LOOK) > 0);
    }

    /** Has the garbage collector asked, and waits for what it says. */
    Told proved() throws Failure, InterruptedException {
        int before = told().map(told -> told.status().proofs()).orElse(0);
        command("prove");
        long began = nanos.getAsLong();
        while (true) {
            Told told = told().orElseThrow(() ->
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

    /** Has the agent leave, and waits for that as {@link #gone} does. */
    void leave() throws InterruptedException {
        try {
            command("leave");
        } catch (Failure e) {
            messages.line(e.getMessage());
            return;
        }
        gone();
    }

    /**
     * Waits for an agent to leave by itself. What was asked for is printed by then: whatever fails here is a line and
     * no more.
     */
    void gone() throws InterruptedException {
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
