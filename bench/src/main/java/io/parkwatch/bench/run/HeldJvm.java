// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import io.parkwatch.bench.programs.Held;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that holds threads ({@link Held}), with the answers of the JVM and of its agent. */
public final class HeldJvm implements AutoCloseable {
    private static final int SECONDS = 300;

    private final Bench bench;
    private final Jdk jdk;
    private final Child child;

    private HeldJvm(Bench bench, Jdk jdk, Child child) {
        this.bench = bench;
        this.jdk = jdk;
        this.child = child;
    }

    /**
     * CPU time so far, in nanoseconds.
     *
     * @param process the time of the whole process
     * @param watcher the time of the agent's watcher
     * @param others the time of the agent's other threads
     */
    public record Cpu(long process, long watcher, long others) {
        /** Returns the time since an earlier reading. */
        public Cpu since(Cpu before) {
            return new Cpu(process - before.process, watcher - before.watcher, others - before.others);
        }
    }

    /** Bytes in use after a collection. */
    public record Memory(long heap, long metaspace) {}

    /** Starts it, and returns when all its threads wait. */
    public static HeldJvm start(
            Bench bench, Jdk jdk, Variant variant, String options, List<String> flags, String what, int count)
            throws IOException {
        HeldJvm jvm = new HeldJvm(bench, jdk, bench.start(jdk, variant, options, flags, Held.class, what, count));
        try {
            jvm.child.await("ready"::equals, SECONDS, "'ready'");
            return jvm;
        } catch (IOException | RuntimeException e) {
            jvm.close();
            throw e;
        }
    }

    /** Runs a tool of the JDK on it, to the end. */
    public void jcmd(String... words) throws IOException, InterruptedException {
        tool(List.of(jdk.command("jcmd").toString(), pid()), words);
    }

    /** Runs a command of Parkwatch on it, to the end. */
    public void parkwatch(String command, String... words) throws IOException, InterruptedException {
        String jar = bench.jars().parkwatch().toString();
        tool(List.of(jdk.command("java").toString(), "-jar", jar, command, pid()), words);
    }

    private String pid() {
        return Long.toString(child.pid());
    }

    private static void tool(List<String> command, String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(words));
        int exit = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        // The exit code 10 means that something is stuck.
        if (exit != 0 && exit != 10) {
            throw new IOException(String.join(" ", all) + " ended with exit " + exit);
        }
    }

    public Child child() {
        return child;
    }

    /** Returns its CPU time. */
    public Cpu cpu() throws IOException {
        String[] told = child.ask("cpu", "cpu ", SECONDS).split(" ", -1);
        return new Cpu(Long.parseLong(told[0]), Long.parseLong(told[1]), Long.parseLong(told[2]));
    }

    /** Lets it collect, and returns the memory in use. */
    public Memory memory() throws IOException {
        String[] told = child.ask("memory", "memory ", SECONDS).split(" ", -1);
        return new Memory(Long.parseLong(told[0]), Long.parseLong(told[1]));
    }

    /**
     * Returns the bytes of live objects without the stacks of virtual threads: the size of a stack depends on whether
     * the method that parked was compiled by then.
     */
    public long objects() throws IOException {
        Process jcmd = new ProcessBuilder(jdk.command("jcmd").toString(), pid(), "GC.class_histogram").start();
        long sum = 0;
        try (BufferedReader lines = jcmd.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // The columns are number, instances, bytes and class.
                String[] columns = line.strip().split(" +", -1);
                if (columns.length >= 4 && columns[0].endsWith(":") && !columns[3].contains("jdk.internal.vm.")) {
                    sum += Long.parseLong(columns[2]);
                }
            }
        }
        return sum;
    }

    /** Returns the longest stop, in nanoseconds, of a thread that does nothing but read the clock. */
    public long longestGap(long millis) throws IOException {
        return Long.parseLong(child.ask(Long.toString(millis), "gap ", SECONDS));
    }

    /** Returns the reasons of the stops of all threads so far. Needs {@code -Xlog:safepoint}. */
    public List<String> safepoints() {
        return child.lines().stream()
                .filter(line -> line.contains("Safepoint \""))
                .map(line -> line.replaceAll(".*Safepoint \"([^\"]*)\".*", "$1"))
                .toList();
    }

    /** Returns the longest of these stops, in nanoseconds; 0 if there was none. */
    public long longestStop(String reason) {
        return stops(reason).stream().mapToLong(stop -> stop).max().orElse(0);
    }

    /** Returns all of these stops so far, in nanoseconds. */
    public List<Long> stops(String reason) {
        return child.lines().stream()
                .filter(line -> line.contains("Safepoint \"" + reason + "\""))
                .map(line -> Long.parseLong(line.replaceAll(".*Total: *([0-9]+) ns.*", "$1")))
                .toList();
    }

    /** Returns an answer of the agent. */
    public String get(String path) throws IOException {
        return child.get(path);
    }

    /** Returns the sum of all series of a metric; 0 before the first look. */
    public double metric(String name) throws IOException {
        try {
            return sum(get("metrics"), name);
        } catch (IOException e) {
            // The agent answers 503 until its first look has ended.
            return 0;
        }
    }

    /** Returns the sum of all series of a metric in an answer of {@code metrics}. The name may end in a label. */
    public static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    public static void rest(double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep((long) (seconds * 1000));
    }

    @Override
    public void close() {
        child.close();
    }
}
