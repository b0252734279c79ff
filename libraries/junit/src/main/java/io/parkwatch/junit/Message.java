// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import io.parkwatch.api.Finding;
import io.parkwatch.api.WatchedThread;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a failure says, in at most 20 lines: the sentence first, then the place, where it was started, who holds it and
 * what to do.
 *
 * @param booked names the test that a thread belongs to; empty if that is not known
 */
record Message(List<Leak> leaks, Function<Leak, String> booked) {
    private static final int MOST_LINES = 20;
    private static final int MOST_FRAMES = 3;

    /** Where the frames of a test end and those of its runner begin. */
    private static final List<String> RUNNER = List.of(
            "org.junit.", "jdk.internal.reflect.", "java.lang.reflect.", "io.parkwatch.junit.NoStuckThreadsExtension.");

    String text() {
        Map<String, List<Leak>> groups = new LinkedHashMap<>();
        for (Leak leak : leaks) {
            String same = leak.thread()
                    .fingerprint()
                    .orElse(leak.thread().state() + leak.thread().stack());
            groups.computeIfAbsent(same + booked.apply(leak), s -> new ArrayList<>())
                    .add(leak);
        }
        List<String> lines = new ArrayList<>();
        int shown = 0;
        for (List<Leak> group : groups.values()) {
            List<String> next = lines(group);
            if (lines.size() + next.size() >= MOST_LINES && shown > 0) {
                break;
            }
            lines.addAll(next);
            shown++;
        }
        if (shown < groups.size()) {
            lines.add("and " + (groups.size() - shown) + " more, in the report");
        }
        return String.join("\n", lines);
    }

    /** Adds the whole report to those of JUnit: each thread with its stack and where it was started. */
    void publish(ExtensionContext context) {
        String report = report();
        try {
            context.publishReportEntry("parkwatch", report);
            attach(context, "parkwatch", report);
        } catch (RuntimeException anEarlierRunsFolder) {
            try {
                attach(context, "parkwatch-" + System.currentTimeMillis(), report);
            } catch (RuntimeException e) {
                System.err.println("parkwatch: the report of " + context.getDisplayName() + " was not attached: " + e);
            }
        }
    }

    private static void attach(ExtensionContext context, String folder, String report) {
        context.publishDirectory(folder, at -> Files.writeString(at.resolve("stuck-threads.txt"), report));
    }

    private String report() {
        List<String> lines = new ArrayList<>();
        for (Leak leak : leaks) {
            WatchedThread thread = leak.thread();
            lines.add(sentence(leak));
            lines.add("  #" + thread.fingerprint().orElse("-") + ", \"" + thread.name() + "\" #" + thread.id() + ", "
                    + thread.state());
            thread.stack().forEach(frame -> lines.add("    at " + frame));
            lines.add("  started at");
            thread.createdAt().forEach(frame -> lines.add("    at " + frame));
            if (!thread.taskMadeAt().isEmpty()) {
                lines.add("  its task was made at");
                thread.taskMadeAt().forEach(frame -> lines.add("    at " + frame));
            }
        }
        return String.join("\n", lines);
    }

    private List<String> lines(List<Leak> group) {
        Leak first = group.get(0);
        WatchedThread thread = first.thread();
        List<String> lines = new ArrayList<>();
        lines.add(sentence(first));
        String of = booked.apply(first);
        if (of.isEmpty()) {
            lines.add("  left by    a test that is not known: the task came to a pool without its test"
                    + " (a bare execute or supplyAsync)");
        } else {
            lines.add("  left by    " + of + threads(group, first));
        }
        if (first.isStuck()) {
            lines.add("  waits at   " + thread.waitsAt() + ", for "
                    + thread.age().toMillis() + " ms, " + thread.verdict());
        } else if (!thread.stack().isEmpty()) {
            lines.add("  is at      " + thread.stack().get(0));
        }
        String label = "  started at ";
        for (String frame : places(thread.taskMadeAt().isEmpty() ? thread.createdAt() : thread.taskMadeAt())) {
            lines.add(label + frame);
            label = "             ";
        }
        first.finding().ifPresent(finding -> {
            finding.holder()
                    .ifPresent(holder -> lines.add("  held by    \"" + holder.name() + "\""
                            + holder.at().map(at -> " at " + at).orElse("")));
            if (!finding.advice().isEmpty()) {
                lines.add("  what to do " + finding.advice());
            }
            lines.add("  allow it   @AllowStuck(value = \"reason\", fingerprint = \"" + finding.fingerprint() + "\")");
        });
        return lines;
    }

    private static String sentence(Leak leak) {
        WatchedThread thread = leak.thread();
        return leak.finding()
                .map(Finding::summary)
                .orElseGet(() -> leak.isStuck()
                        ? "a thread is stuck (#" + thread.fingerprint().orElse("") + ")"
                        : "\"" + thread.name() + "\" still lives, and " + doing(thread.state()));
    }

    private static String doing(String state) {
        return switch (state) {
            case "idle" -> "is idle";
            case "running" -> "runs";
            case "io" -> "reads, writes or listens";
            default -> "waits";
        };
    }

    /** Returns which threads of the finding are meant, where others have some, too. */
    private static String threads(List<Leak> group, Leak first) {
        int all = first.finding().map(Finding::count).orElse(group.size());
        String count = all > group.size() ? group.size() + " of these " + all + " threads" : "";
        String name = group.get(0).thread().name();
        String named = name.isEmpty() ? "" : "\"" + name + "\"" + (group.size() > 1 ? ", …" : "");
        return count.isEmpty() && named.isEmpty()
                ? ""
                : " (" + count + (count.isEmpty() || named.isEmpty() ? "" : ": ") + named + ")";
    }

    /** Returns the frames of the program, without those of the JDK and of what runs the tests. */
    private static List<String> places(List<String> created) {
        List<String> places = new ArrayList<>();
        for (String frame : created) {
            boolean runner = RUNNER.stream().anyMatch(frame::startsWith);
            if (places.size() == MOST_FRAMES || (runner && !places.isEmpty())) {
                break;
            }
            if (!runner && !frame.startsWith("java.") && !frame.startsWith("jdk.")) {
                places.add(frame);
            }
        }
        return places;
    }
}
