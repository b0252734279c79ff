// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs suites with planted leaks, by several releases of JUnit in JVMs of their own: what is called a leak must fail,
 * and nothing else.
 */
class SuitesIT {
    private static final String SUITES = "io.parkwatch.junit.suites.";

    private static final String AUTO = "junit.jupiter.extensions.autodetection.enabled=true";
    private static final String ENGINE = "[engine:junit-jupiter";

    private static final List<String> LEAKS = List.of(
            "LeakOfAClass",
            "Roles/dynamic/#2",
            "Roles/leakInAPoolOfItsOwn",
            "Roles/leakInAPoolThatIsGivenABareTask",
            "Roles/leakOfALock",
            "Roles/leakOfAMonitor",
            "Roles/leakOfAPlatformSender",
            "Roles/leakOfAReceiver",
            "Roles/leakOfASender",
            "Roles/leakOfAThreadOfAThread",
            "Roles/leakOfAWaiter",
            "Roles/leakOfOneRepetition/#2",
            "Roles/leakThatIsNotYetInItsWait",
            "Roles/Inner/leakInANestedClass");

    @TempDir
    Path folder;

    /** What a suite has printed: the failures by their names, and all lines. */
    private record Outcome(Map<String, String> failures, String output) {}

    static Stream<Arguments> runs() {
        return Stream.of(
                        Arguments.of("17", "1.12.2", true, ""),
                        Arguments.of("21", "1.14.4", true, "worker_thread_pool"),
                        Arguments.of("25", "6.1.3", true, "fork_join_pool"),
                        Arguments.of("25", "6.1.3", false, ""))
                .filter(run -> !home((String) run.get()[0]).isEmpty());
    }

    private static String home(String jdk) {
        String named = System.getProperty("it.jdk" + jdk, "");
        boolean own = named.isBlank() && Runtime.version().feature() == Integer.parseInt(jdk);
        return own ? System.getProperty("java.home") : named;
    }

    @ParameterizedTest(name = "JDK {0}, JUnit {1}, -javaagent {2}, parallel {3}")
    @MethodSource("runs")
    void eachLeakFailsItsTestAndNothingElse(String jdk, String junit, boolean agent, String parallel) throws Exception {
        List<String> command = new ArrayList<>(List.of("Roles", "LeakOfAClass", "ByHand"));
        command.replaceAll(suite -> SUITES + suite);
        if (!parallel.isEmpty()) {
            command.add("junit.jupiter.execution.parallel.enabled=true");
            command.add("junit.jupiter.execution.parallel.mode.default=concurrent");
            command.add("junit.jupiter.execution.parallel.config.executor-service=" + parallel);
            command.add("junit.jupiter.execution.parallel.config.strategy=fixed");
            command.add("junit.jupiter.execution.parallel.config.fixed.parallelism=4");
        }

        Outcome outcome = run(jdk, junit, agent, command);

        assertThat(outcome.failures.keySet()).as(outcome.output).containsExactlyInAnyOrderElementsOf(LEAKS);
        outcome.failures
                .values()
                .forEach(message ->
                        assertThat(message.split("\\\\n", -1)).as(message).hasSizeLessThan(21));
    }

    @ParameterizedTest(name = "JDK {0}, JUnit {1}, -javaagent {2}, parallel {3}")
    @MethodSource("runs")
    void tasksOfASharedPoolAreBookedToWhoGaveThem(String jdk, String junit, boolean agent, String parallel)
            throws Exception {
        Outcome outcome = run(jdk, junit, agent, List.of(SUITES + "Shared"));

        assertThat(outcome.failures.keySet())
                .as(outcome.output)
                .containsExactly("Shared/leakInTheSharedPool", "Shared/leakOfOneParameter/#2", ENGINE);
        assertThat(outcome.failures.get(ENGINE))
                .contains("a test that is not known")
                .contains("unknownInTheSharedPool")
                .contains("unknownOfATaskInTheSharedPool")
                .contains("unknownOnTheWorkerOfAnother");
    }

    @Test
    void parametersSayWhatFails() throws Exception {
        Outcome usual = switches();
        assertThat(usual.failures.keySet()).as(usual.output).containsExactly("Switches/leak", "Switches/timesOut");
        assertThat(usual.output).contains("parkwatch: at the time-out of timesOut()");

        Outcome all = switches("parkwatch.live=true", "parkwatch.within=400ms");
        assertThat(all.failures.keySet())
                .as(all.output)
                .containsExactly("Switches/idlePool", "Switches/leak", "Switches/livesOn", "Switches/timesOut");
        Outcome idle = switches("parkwatch.idlePools=true", "parkwatch.roles=sender, lock");
        assertThat(idle.failures.keySet()).as(idle.output).containsExactly("Switches/idlePool", "Switches/timesOut");

        Outcome run = switches("parkwatch.scope=run");
        assertThat(run.failures.keySet()).as(run.output).containsExactly("Switches/timesOut", ENGINE);
        Outcome type = switches("parkwatch.scope=class");
        assertThat(type.failures.keySet()).as(type.output).containsExactly("Switches", "Switches/timesOut");
        Outcome off = switches("parkwatch.scope=off");
        assertThat(off.failures.keySet()).as(off.output).containsExactly("Switches/timesOut");
    }

    @Test
    void knownFindingsFailNothing() throws Exception {
        Path file = folder.resolve("baseline.txt");

        Outcome missing = switches("parkwatch.baseline=" + file);
        assertThat(missing.failures.get("Switches")).contains("there is no file", "parkwatch.baseline.write=true");
        Outcome written = switches("parkwatch.baseline=" + file, "parkwatch.baseline.write=true");
        assertThat(written.failures.keySet()).as(written.output).containsExactly("Switches/timesOut");
        assertThat(Files.readString(file)).contains("CountDownLatch");

        Files.writeString(file, "0123456789abcdef of old", StandardOpenOption.APPEND);
        Outcome known = switches("parkwatch.baseline=" + file);
        assertThat(known.failures.keySet()).as(known.output).containsExactly("Switches/timesOut");
        assertThat(known.output).contains("not seen any more, of " + file + ": 0123456789abcdef");

        Files.writeString(file, "what is this");
        assertThat(switches("parkwatch.baseline=" + file).failures.get("Switches"))
                .contains("has a line that does not begin with a fingerprint: what is this");
    }

    @Test
    void badInputIsOneSentence() throws Exception {
        Outcome unknown = switches("parkwatch.scope=methods");
        assertThat(unknown.failures.get("Switches"))
                .contains("parkwatch.scope=methods: allowed is method, class, run, off");

        String own = String.valueOf(Runtime.version().feature());
        Outcome alone = run(own, "6.1.3", false, List.of(SUITES + "Switches", AUTO, "parkwatch.missing-agent=fail"));
        assertThat(alone.failures.get("Switches")).contains("no Parkwatch agent is in this JVM", "docs/tests.md");
        Outcome skipped = run(own, "6.1.3", false, List.of(SUITES + "Switches", AUTO, "parkwatch.missing-agent=skip"));
        assertThat(skipped.failures.keySet()).containsExactly("Switches/timesOut");
        assertThat(skipped.output).contains("parkwatch: no test is checked for stuck threads");
    }

    private Outcome switches(String... parameters) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(parameters));
        arguments.add(SUITES + "Switches");
        arguments.add(AUTO);
        return run(String.valueOf(Runtime.version().feature()), "6.1.3", true, arguments);
    }

    private Outcome run(String jdk, String junit, boolean agent, List<String> arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Path.of(home(jdk), "bin", "java").toString()));
        String jar = System.getProperty("parkwatch.jar");
        if (agent) {
            command.add("-javaagent:" + jar + "=threshold=300ms,port=off");
        }
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(":", classPath(junit, jar)),
                SuiteRunner.class.getName()));
        command.addAll(arguments);
        Path log = Files.createTempFile(folder, "suite", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as(Files.readString(log))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        Map<String, String> failures = new TreeMap<>();
        for (String line : Files.readAllLines(log)) {
            String[] parts = line.split("\t", 3);
            if (parts[0].equals("FAILED")) {
                failures.put(parts[1], parts[2]);
            }
        }
        return new Outcome(failures, Files.readString(log));
    }

    /** Returns the class path of a program: this module without the release of JUnit that it is compiled with. */
    private static List<String> classPath(String junit, String jar) {
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            String file = Path.of(entry).getFileName().toString();
            if (!file.startsWith("junit-") && !file.startsWith("parkwatch-agent") && !file.equals("parkwatch.jar")) {
                path.add(entry);
            }
        }
        path.add(jar);
        path.add(Path.of(System.getProperty("junits"), "junit-platform-console-standalone-" + junit + ".jar")
                .toString());
        return path;
    }
}
