// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JVM's own list of threads, with virtual ones. */
record Dump(String text) {
    private static final Pattern NAME = Pattern.compile("\"name\": \"([^\"]*)\"");

    static Dump of(Stage stage, WatchedJvm jvm) throws IOException, InterruptedException {
        Path file = Files.createTempDirectory("dump").resolve("threads.json");
        jcmd(stage, jvm, "Thread.dump_to_file", "-format=json", file.toString());
        return new Dump(Files.readString(file));
    }

    /** Runs a command of {@code jcmd} on the JVM. */
    static void jcmd(Stage stage, WatchedJvm jvm, String... words) throws IOException, InterruptedException {
        Path jcmd = Objects.requireNonNull(stage.jdk().home()).resolve("bin/jcmd");
        List<String> command = new ArrayList<>(List.of(jcmd.toString(), Long.toString(jvm.pid())));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as("jcmd's exit code").isZero();
    }

    /** Returns the names of threads that begin with a prefix. */
    Set<String> names(String start) {
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            if (name.group(1).startsWith(start)) {
                names.add(name.group(1));
            }
        }
        return names;
    }
}
