// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A real terminal of 100 by 30 characters on its own tmux server. Tests are skipped without tmux. */
final class Tmux implements AutoCloseable {
    /** Short, since the path of a socket must be. */
    private final Path folder = Files.createTempDirectory("tmux");

    private Tmux() throws IOException {}

    /** Runs a command in a terminal, and then a shell. */
    static Tmux running(List<String> command) throws IOException {
        try {
            new ProcessBuilder("tmux", "-V").start();
        } catch (IOException e) {
            String why = "the screen of a watch is tested where tmux is installed";
            System.err.println("SKIPPED: " + why);
            abort(why);
        }
        Tmux tmux = new Tmux();
        String quoted = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        tmux.run("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", quoted + "; echo rc=$?; exec sh");
        return tmux;
    }

    /** Returns the current screen. */
    String screen() throws IOException {
        return run("capture-pane", "-p");
    }

    /** Types keys. */
    void keys(String... keys) throws IOException {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        run(words.toArray(String[]::new));
    }

    private String run(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("tmux", "-S", folder.resolve("socket").toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + said);
            }
            return said;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        run("kill-server");
        Root.delete(folder);
    }
}
