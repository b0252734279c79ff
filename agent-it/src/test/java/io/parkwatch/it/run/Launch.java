// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts a program. Unless a test says otherwise, it runs with the agent, a threshold of a second, a look every 200 ms,
 * and only the JVM's fast compiler. Most programs end before the other compiler pays off.
 */
public final class Launch {
    /** The report's file in the folder of the test, unless {@link #options} names another. */
    static final String REPORT = "report.json";

    /** A placeholder in the options for the prefix of {@link #named}. */
    private static final String NAME = "{name}";

    private final Stage stage;
    private final String main;
    private final Path folder = KeptOutput.folder();
    private final List<String> jvm = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private List<String> before = List.of();
    private List<String> args = List.of();
    private String name = "";
    private boolean afterVirtual;
    private boolean fullyCompiled;
    private int limit;
    private @Nullable Path jar;
    private @Nullable String options = "threshold=1s,interval=200ms,port=off,report=" + folder + "/" + NAME + REPORT;

    Launch(Stage stage, Class<?> main) {
        this.stage = stage;
        this.main = main.getName();
        with(main);
    }

    Launch(Stage stage, String main, Path jar) {
        this.stage = stage;
        this.main = main;
        with(jar);
    }

    /** Replaces the agent's options. */
    public Launch options(String text) {
        options = text;
        return this;
    }

    /** Adds options of the agent to the usual ones. */
    public Launch also(String text) {
        options = options + "," + text;
        return this;
    }

    public Launch withoutAgent() {
        options = null;
        return this;
    }

    public Launch jvm(String... flags) {
        jvm.addAll(List.of(flags));
        return this;
    }

    /** Uses both compilers of the JVM, for programs that work, and for tests of what a frame still holds. */
    public Launch fullyCompiled() {
        fullyCompiled = true;
        return this;
    }

    public Launch args(String... text) {
        args = List.of(text);
        return this;
    }

    /** Starts this jar by {@code -jar}, instead of a class. */
    public Launch jar(Path file) {
        jar = file;
        return this;
    }

    /** Limits the size of each file that the program writes, in kB, as if the disk were full. */
    public Launch limitFiles(int kilobytes) {
        limit = kilobytes;
        return this;
    }

    /** Puts words before the command, such as {@code setpriv --reuid=65534}, which run the rest in the same process. */
    public Launch under(String... words) {
        before = List.of(words);
        return this;
    }

    /** Sets a variable of its environment. */
    public Launch environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs a virtual thread before the program's main, so the agent learns of later classes from their loaders. */
    public Launch afterFirstVirtual() {
        afterVirtual = true;
        return with(AfterVirtual.class);
    }

    /** Puts the jar or folder that holds a class on the program's class path. */
    public Launch with(Class<?> type) {
        return with(where(type));
    }

    /** Returns the jar or folder that holds a class. */
    public static Path where(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return Path.of(java.net.URI.create(source.getLocation().toString()));
    }

    /** Puts a jar on the program's class path. */
    public Launch with(Path jar) {
        classPath.add(jar.toString());
        return this;
    }

    /** Separates this program's output from that of others in the same test. */
    public Launch named(String prefix) {
        name = prefix + ".";
        return this;
    }

    /** Returns the test's folder, for files that the program or the agent writes. */
    public Path folder() {
        return folder;
    }

    /** Starts it without waiting. */
    public WatchedJvm launch() {
        List<String> command = new ArrayList<>(before);
        if (limit > 0) {
            command.addAll(List.of("bash", "-c", "ulimit -f " + limit + "; exec \"$0\" \"$@\""));
        }
        command.add(stage.jdk().java().toString());
        if (!fullyCompiled) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(jvm);
        command.add("-Dit.threads=" + stage.threads().word());
        if (options != null) {
            command.add("-javaagent:" + agentJar() + "=" + options.replace(NAME, name));
        }
        if (jar != null) {
            command.addAll(List.of("-jar", jar.toString()));
        } else {
            command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
            if (afterVirtual) {
                command.add(AfterVirtual.class.getName());
            }
            command.add(main);
        }
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("JAVA_TOOL") || key.startsWith("JDK_JAVA"));
        builder.environment().putAll(environment);
        Path out = folder.resolve(name + "stdout");
        Path err = folder.resolve(name + "stderr");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        try {
            return new WatchedJvm(builder.start(), out, err, folder.resolve(name + REPORT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, and waits until it has printed {@code ready}. */
    public WatchedJvm start() {
        WatchedJvm started = launch();
        try {
            started.awaitLine("ready");
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    /** Returns the jar under test. */
    public static Path agentJar() {
        return Path.of(Objects.requireNonNull(System.getProperty("parkwatch.jar"), "-Dparkwatch.jar is not set"))
                .toAbsolutePath()
                .normalize();
    }
}
