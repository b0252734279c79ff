// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a {@code main} waits for the end of the program, and how it waits for what may as well never come. A server's own way to wait is a
 * row here and a row in its test; one that its other threads wait in too is a row of {@link IdleRules}.
 */
final class EndRules {
    private static final String JUC = "java.util.concurrent.";

    private final List<IdleRule> rows = List.of(
            new IdleRule(
                    "com.linecorp.armeria.server.Server",
                    "blockUntilShutdown",
                    "com.linecorp.armeria.",
                    "waits until the server has stopped"),
            new IdleRule(
                    "reactor.netty.transport.ServerTransport",
                    "bindUntilJavaShutdown",
                    "reactor.",
                    "blocks until the server is disposed of"),
            new IdleRule(
                    "io.quarkus.runtime.ApplicationLifecycleManager",
                    "run",
                    "io.quarkus.runtime.",
                    "waits for the signal to stop"),
            new IdleRule(
                    "io.micronaut.runtime.Micronaut",
                    "start",
                    "io.micronaut.runtime.",
                    "waits until the application has stopped"),
            new IdleRule("spark.Service", "awaitStop", "spark.", "waits until the server has stopped"),
            new IdleRule(
                    "org.apache.kafka.connect.runtime.Connect",
                    "awaitStop",
                    "org.apache.kafka.connect.runtime.",
                    "waits until the worker has stopped"),
            new IdleRule(
                    "org.apache.flink.runtime.entrypoint.ClusterEntrypoint",
                    "runClusterEntrypoint",
                    "org.apache.flink.runtime.entrypoint.",
                    "waits for the cluster's end by a future"),
            new IdleRule(
                    "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                    "runTaskManager",
                    "org.apache.flink.runtime.taskexecutor.",
                    "waits for the task manager's end by a future"),
            new IdleRule(
                    "org.apache.bookkeeper.server.Main",
                    "doMain",
                    "org.apache.bookkeeper.",
                    "waits for the server's end by a future"));

    /** A library's scope that joins its forks by a future: forks that are stuck are findings of their own. */
    private final List<IdleRule> scopes = List.of(
            new IdleRule("ox.DefaultSupervisor", "join", "ox.", "a scope waits for its forks"),
            new IdleRule(
                    "com.softwaremill.jox.structured.DefaultSupervisor",
                    "join",
                    "com.softwaremill.jox.structured.",
                    "a scope waits for its forks"));

    /** Types whose every wait is for a result. */
    private final Set<String> futures = Set.of(
            JUC + "CompletableFuture",
            JUC + "FutureTask",
            JUC + "ForkJoinTask",
            JUC + "ThreadPerTaskExecutor$ThreadBoundFuture");

    /** The first row that says that the program ends when this wait does; null: none. */
    @Nullable
    IdleRule match(List<Frame> frames) {
        return first(rows, frames);
    }

    private static @Nullable IdleRule first(List<IdleRule> rows, List<Frame> frames) {
        for (IdleRule row : rows) {
            if (row.matches(frames)) {
                return row;
            }
        }
        return null;
    }

    /** Whether it waits for the result of a task, or of several. */
    boolean isFuture(Operation operation, List<Frame> frames) {
        boolean future = futures.contains(operation.type())
                || operation.name().startsWith("invoke")
                || (isPark(operation) && Names.simple(operation.type()).contains("Future"));
        return future && first(scopes, frames) == null;
    }

    /** A library's future parks by itself. */
    private static boolean isPark(Operation operation) {
        return operation.name().startsWith("park");
    }

    /** Whoever comes last to a barrier or a phaser goes on as all others do: no program ends by that. */
    static boolean isMeeting(Operation operation) {
        return operation.type().equals(JUC + "CyclicBarrier")
                || operation.type().equals(JUC + "Phaser");
    }

    static boolean isJoin(Operation operation) {
        return operation.type().equals("java.lang.Thread");
    }
}
