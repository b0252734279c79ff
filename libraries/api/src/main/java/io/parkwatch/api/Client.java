// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the agent's door by name for each question. A client that kept the door would keep the agent in memory after it
 * has left.
 */
final class Client {
    private static final String SAME = ": use the same release of agent and API";

    /** The longest wait for a look. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    /** The dates of waits are that exact. */
    private static final Duration TICK = Duration.ofMillis(3);

    private final Callable<Class<?>> hub;

    /** Creates a client; {@code hub} finds the class that every agent leaves in the JVM. */
    Client(Callable<Class<?>> hub) {
        this.hub = hub;
    }

    /** The class lies in an exported package of {@code java.base}, so every loader can reach it. */
    static Class<?> hub() throws ClassNotFoundException {
        return Class.forName("java.util.concurrent.locks.ParkwatchHub", false, null);
    }

    @SuppressWarnings("unchecked") // what the hub holds
    private @Nullable Function<Object[], Object> door() throws Exception {
        Method door = hub.call().getMethod("door");
        return (Function<Object[], Object>) door.invoke(null);
    }

    /** Returns the answer, null if there is none. An agent that is leaving may fail in any way. */
    @Nullable
    Object ask(@Nullable Object... question) {
        try {
            Function<Object[], Object> door = door();
            return door == null ? null : door.apply(question);
        } catch (Throwable e) {
            return null;
        }
    }

    Optional<AgentStatus> agent() {
        Map<String, Object> about = Fields.map(ask("about"));
        return about.get("version") instanceof String ? Optional.of(new AgentStatus(about)) : Optional.empty();
    }

    Optional<Report> report() {
        try {
            return ask("report") instanceof String json ? Optional.of(new Report(Json.parse(json))) : Optional.empty();
        } catch (RuntimeException e) { // of a release that writes it in another way
            return Optional.empty();
        }
    }

    /** Returns a look that is made now; empty if there was none in time. A wait of {@code olderThan} is stuck. */
    Optional<Look> look(Duration olderThan, boolean prove, boolean tasks, Look.@Nullable Subject of) {
        Map<String, Object> look = Fields.map(ask(
                "look",
                olderThan.toNanos(),
                BOUND.toNanos(),
                prove,
                tasks,
                of == null ? null : of.tag(),
                of == null ? null : of.type(),
                of == null ? null : of.method()));
        return look.isEmpty() ? Optional.empty() : Optional.of(new Look(look));
    }

    /** Makes the looks that it takes until each wait of now that lasts is so old. */
    List<Finding> lookNow(Duration olderThan) {
        Optional<Look> look = look(olderThan, false, false, null);
        if (look.isPresent() && look.get().anyYoung()) {
            sleep(olderThan.plus(TICK));
            look = look(olderThan, false, false, null);
        }
        return look.map(seen -> seen.findings(olderThan)).orElse(List.of());
    }

    /** Sleeps for so long, also while the thread is interrupted. */
    private static void sleep(Duration time) {
        boolean interrupted = false;
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns a number that changes whenever a thread starts; -1 if not known. */
    int starts() {
        return ask("starts") instanceof Integer starts ? starts : -1;
    }

    List<Integer> births() {
        return ask("births") instanceof List<?> births
                        && births.size() == 3
                        && births.get(0) instanceof Integer threads
                        && births.get(1) instanceof Integer tasks
                        && births.get(2) instanceof Integer starts
                ? List.of(threads, tasks, starts)
                : List.of(-1, -1, -1);
    }

    List<Series> series(String reader) {
        List<Series> all = new ArrayList<>();
        try {
            for (Map<String, Object> family : Fields.rows(ask("series", reader))) {
                List<String> labels = Fields.texts(family.get("labels"));
                for (Object row : Fields.list(family.get("rows"))) {
                    all.add(series(family, labels, (Object[]) row));
                }
            }
            return all;
        } catch (RuntimeException e) { // of a release that gives them in another way
            return List.of();
        }
    }

    private static Series series(Map<String, Object> family, List<String> names, Object[] row) {
        List<String> words = Fields.texts(row[0]);
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            labels.put(names.get(i), words.get(i));
        }
        return new Series(
                Fields.text(family, "name"),
                Fields.text(family, "type"),
                Fields.text(family, "help"),
                labels,
                (double) row[1],
                (long) row[2]);
    }

    /** Returns which agent watches this JVM, or why none can be asked. */
    String status() {
        Optional<AgentStatus> agent = agent();
        if (agent.isPresent()) {
            return "Parkwatch " + agent.get().version() + " watches this JVM (threshold "
                    + agent.get().threshold() + ")";
        }
        try {
            Function<Object[], Object> door = door();
            if (door == null) {
                return "no Parkwatch agent watches this JVM now: it has left, or is just starting";
            }
            Object unused = door.apply(new Object[] {"about"});
            return "the Parkwatch agent in this JVM does not know the questions of this API" + SAME;
        } catch (ClassNotFoundException e) {
            return "no Parkwatch agent is in this JVM";
        } catch (NoSuchMethodException e) {
            return "the Parkwatch agent that is or was in this JVM is older than this API" + SAME;
        } catch (Throwable e) {
            return "the Parkwatch agent in this JVM cannot be asked: " + e;
        }
    }
}
