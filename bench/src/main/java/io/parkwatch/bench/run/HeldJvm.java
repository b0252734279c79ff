// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import io.parkwatch.bench.programs.Held;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that holds threads ({@link Held}), and what it and the agent in it tell. */
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
     * @param process of the whole process
     * @param watcher of the agent's watcher
     * @param others of the agent's other threads
     */
    public record Cpu(long process, long watcher, long others) {
        /** What was spent since. */
        public Cpu since(Cpu before) {
            return new Cpu(process - before.process, watcher - before.watcher, others - before.others);
        }
    }

    /** Bytes in use after a collection. */
    public record Memory(long heap, long metaspace) {}

    /** Returns when all its threads wait. */
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

    /** Has a tool of the JDK do something to it, to the end. */
    public void jcmd(String... words) throws IOException, InterruptedException {
        tool(List.of(jdk.command("jcmd").toString(), pid()), words);
    }

    /** Has Parkwatch's command line do something to it, to the end. */
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
        // 10: done, and something is stuck.
        if (exit != 0 && exit != 10) {
            throw new IOException(String.join(" ", all) + " ended with exit " + exit);
        }
    }

    public Child child() {
        return child;
    }

    /** Asks it for its CPU time. */
    public Cpu cpu() throws IOException {
        String[] told = child.ask("cpu", "cpu ", SECONDS).split(" ", -1);
        return new Cpu(Long.parseLong(told[0]), Long.parseLong(told[1]), Long.parseLong(told[2]));
    }

    /** Lets it collect, and asks for what is left. */
    public Memory memory() throws IOException {
        String[] told = child.ask("memory", "memory ", SECONDS).split(" ", -1);
        return new Memory(Long.parseLong(told[0]), Long.parseLong(told[1]));
    }

    /**
     * Bytes of live objects but for the stacks of virtual threads: a stack is larger or smaller by whether the method
     * that parked was compiled by then.
     */
    public long objects() throws IOException {
        Process jcmd = new ProcessBuilder(jdk.command("jcmd").toString(), pid(), "GC.class_histogram").start();
        long sum = 0;
        try (BufferedReader lines = jcmd.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // Number, instances, bytes, class.
                String[] columns = line.strip().split(" +", -1);
                if (columns.length >= 4 && columns[0].endsWith(":") && !columns[3].contains("jdk.internal.vm.")) {
                    sum += Long.parseLong(columns[2]);
                }
            }
        }
        return sum;
    }

    /** The longest time that one of its threads, which does nothing but read the clock, was stopped; nanoseconds. */
    public long longestGap(long millis) throws IOException {
        return Long.parseLong(child.ask(Long.toString(millis), "gap ", SECONDS));
    }

    /** Why the JVM stopped all its threads so far, with {@code -Xlog:safepoint}. */
    public List<String> safepoints() {
        return child.lines().stream()
                .filter(line -> line.contains("Safepoint \""))
                .map(line -> line.replaceAll(".*Safepoint \"([^\"]*)\".*", "$1"))
                .toList();
    }

    /** The longest of these stops, in nanoseconds; 0 where there was none. */
    public long longestStop(String reason) {
        return stops(reason).stream().mapToLong(stop -> stop).max().orElse(0);
    }

    /** All of these stops so far, in nanoseconds. */
    public List<Long> stops(String reason) {
        return child.lines().stream()
                .filter(line -> line.contains("Safepoint \"" + reason + "\""))
                .map(line -> Long.parseLong(line.replaceAll(".*Total: *([0-9]+) ns.*", "$1")))
                .toList();
    }

    /** An answer of the agent's. */
    public String get(String path) throws IOException {
        return child.get(path);
    }

    /** The sum of all series of a metric; 0 before the first look. */
    public double metric(String name) throws IOException {
        try {
            return sum(get("metrics"), name);
        } catch (IOException e) {
            // 503 until there was a look.
            return 0;
        }
    }

    /** The sum of all series of a metric in what {@code metrics} answered; the name may end in a label. */
    public static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Does nothing for a while. */
    public static void rest(double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep((long) (seconds * 1000));
    }

    @Override
    public void close() {
        child.close();
    }
}
