// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for what an agent could leave behind in a JVM, from outside and from inside. */
public final class Traces {
    /** The first forces a full collection. A class without instances shows by its loader, which is an object. */
    private static final String QUESTIONS = "GC.class_histogram\nVM.classloaders show-classes\nThread.print\n";

    /** Classes of the JDK's own loaders. A class that has an instance is listed in another form. */
    private static final Set<String> STAYING =
            Set.of("io.parkwatch.boot.Starter", "java.util.concurrent.locks.ParkwatchHub");

    private final Stage stage;
    private final WatchedJvm jvm;
    private int asked;

    public Traces(Stage stage, WatchedJvm jvm) {
        this.stage = stage;
        this.jvm = jvm;
    }

    /** Waits until nothing is left, since collectors take their time. */
    public void awaitNone() {
        WatchedJvm.await("no traces").untilAsserted(() -> assertThat(all()).isEmpty());
    }

    private List<String> all() throws Exception {
        List<String> all = new ArrayList<>();
        all.addAll(ours("in the JVM: ", jcmd()));
        all.addAll(ours("a thread group: ", List.of(groups().split(" "))));
        all.addAll(ours(
                "an agent property: ",
                List.copyOf(new Visitor(jvm).agentProperties().stringPropertyNames())));
        Path process = Path.of("/proc/" + jvm.pid());
        if (Files.exists(process)) {
            all.addAll(ours("a thread of the system: ", comms(process)));
            all.addAll(files(process));
        }
        return all;
    }

    private static List<String> ours(String what, List<String> lines) {
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains("parkwatch"))
                .filter(line -> !line.contains("io.parkwatch.it."))
                .filter(line -> !STAYING.contains(line.replaceFirst("^[ |]*", "")))
                // 17 generates a class for a reflective call when it is called for the 16th time.
                .filter(line -> !line.contains(" (invokes: io/parkwatch/boot/Starter::agentmain "))
                .filter(line -> !line.contains(" (invokes: java/util/concurrent/locks/ParkwatchHub::door "))
                .map(line -> what + line)
                .toList();
    }

    private List<String> jcmd() throws Exception {
        Path questions = Files.createTempFile("questions", ".txt");
        try {
            Files.writeString(questions, QUESTIONS);
            Process jcmd = new ProcessBuilder(
                            Objects.requireNonNull(stage.jdk().home())
                                    .resolve("bin/jcmd")
                                    .toString(),
                            Long.toString(jvm.pid()),
                            "-f",
                            questions.toString())
                    .redirectErrorStream(true)
                    .start();
            List<String> lines = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(jcmd.waitFor()).as("jcmd: %s", lines).isZero();
            assertThat(lines)
                    .as("answers")
                    .anyMatch(line -> line.contains("java.lang.String"))
                    .anyMatch(line -> line.contains("<bootstrap>"))
                    .anyMatch(line -> line.startsWith("\"main\""));
            return lines;
        } finally {
            Files.delete(questions);
        }
    }

    private String groups() {
        String question = "groups " + ++asked;
        jvm.send(question);
        String answer = jvm.awaitLine(question + ": ");
        assertThat(answer).as("thread groups").contains(" main ");
        return answer.substring(question.length() + 1);
    }

    private static List<String> comms(Path process) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(process.resolve("task"))) {
            for (Path task : tasks.toList()) {
                Path comm = task.resolve("comm");
                if (Files.exists(comm)) {
                    names.add(Files.readString(comm).strip());
                }
            }
        }
        assertThat(names).as("threads of the system").hasSizeGreaterThan(5);
        return names;
    }

    /** Returns the open handles of the jar, or none if there is only the one of the system loader. */
    private static List<String> files(Path process) throws IOException {
        List<String> jars = new ArrayList<>();
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            for (Path file : open.toList()) {
                if (Files.isSymbolicLink(file)) {
                    jars.add(Files.readSymbolicLink(file).toString());
                }
            }
        }
        jars.removeIf(file -> !file.equals(Launch.agentJar().toString()));
        return jars.size() <= 1 ? List.of() : jars;
    }
}
