// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import com.sun.tools.attach.AttachOperationFailedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One JVM, reached over the attach API. Each call first checks what can be known without sending anything, so that a
 * process that an attach could harm is left alone. Then it attaches, and waits no longer than its limit.
 */
public record Target(long pid, Path ourJar, Duration limit) implements AttachChannel {
    /** 17 and 21 read at most 1,024 bytes of an argument, with its terminating zero. This leaves some spare. */
    private static final int MOST_BYTES = 1000;

    private static final int MOST_READS = 3;

    private static final String PROTOCOL = "@1";

    /** Returns a JVM that loads this jar. */
    public static Target of(long pid, Path ourJar) {
        return new Target(pid, ourJar, Duration.ofSeconds(20));
    }

    /** Loads the agent with a command, or passes the command to the running agent. */
    @Override
    public void load(String command) throws Failure {
        refuseIfUnreachable();
        String jar = SharedJar.asSeenBy(now(), ourJar);
        String arguments = PROTOCOL + '|' + URLEncoder.encode(jar, StandardCharsets.UTF_8) + '|' + command;
        int bytes = (jar + '=' + arguments).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw Failure.wrongUse("the options are too long to be handed to a JVM that runs: " + bytes
                    + " bytes with the jar's path, " + MOST_BYTES
                    + " can be; write them into a file and give config=FILE");
        }
        attach(jar, machine -> {
            machine.loadAgent(jar, arguments);
            return "";
        });
    }

    @Override
    public Properties properties() throws Failure {
        refuseIfUnreachable();
        return attach(ourJar.toString(), Target::read);
    }

    private static Properties read(VirtualMachine machine) throws IOException {
        for (int again = MOST_READS; again > 0; again--) {
            try {
                return machine.getAgentProperties();
            } catch (AttachOperationFailedException e) {
                // The JVM lists the names first, and an agent that leaves takes its own away before the values are
                // read.
            }
        }
        return machine.getAgentProperties();
    }

    private void refuseIfUnreachable() throws Failure {
        if (pid == ProcessHandle.current().pid()) {
            throw Failure.unreachable("pid " + pid + " is this command itself");
        }
        if (Proc.isThere(Proc.ROOT)) {
            Failure refusal = Refusals.before(now());
            if (refusal != null) {
                throw refusal;
            }
        } else if (VirtualMachine.list().stream().noneMatch(jvm -> jvm.id().equals(Long.toString(pid)))) {
            // An attach could end a process that is not a JVM, and this system has no other way to know.
            throw Failure.unreachable(
                    "pid " + pid + " is no JVM of this user: see `parkwatch.jar list`, or run as its owner");
        }
    }

    /** Attaches on a thread that is abandoned after the limit: a read from a stopped JVM never returns. */
    private <T> T attach(String jar, Use<T> use) throws Failure {
        FutureTask<T> task = new FutureTask<>(() -> {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return use.of(machine);
            } finally {
                machine.detach();
            }
        });
        Thread thread = new Thread(task, "parkwatch-attach");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Refusals.late(now());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted while pid " + pid + " was attached to");
        } catch (ExecutionException e) {
            throw Refusals.of(e.getCause() instanceof Exception cause ? cause : e, now(), jar);
        }
    }

    private Proc now() {
        return new Proc(Proc.ROOT, pid);
    }

    private interface Use<T> {
        T of(VirtualMachine machine) throws Exception;
    }
}
