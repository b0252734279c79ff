// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the rows in rounds. In each round the variants of a JDK follow each other, in an order that changes. */
public final class Rounds {
    private final List<Row> rows;
    private final int most;
    private final long repeatNanos;
    private final Consumer<String> progress;
    private final Samples samples = new Samples();
    private final long began = System.nanoTime();
    private int done;

    /**
     * Prepares the rounds.
     *
     * @param most the most rounds of any row
     * @param repeatSeconds the time after which no row is repeated; a row that has not run yet still runs
     * @param progress takes a line for each run
     */
    public Rounds(List<Row> rows, int most, int repeatSeconds, Consumer<String> progress) {
        this.most = most;
        this.repeatNanos = TimeUnit.SECONDS.toNanos(repeatSeconds);
        this.rows = rows;
        this.progress = progress;
    }

    /** Runs all rounds, and returns the figures. */
    public Samples run() throws InterruptedException {
        int rounds = rows.stream().mapToInt(this::rounds).max().orElse(0);
        int all =
                rows.stream().mapToInt(row -> rounds(row) * row.tasks().size()).sum();
        for (int round = 0; round < rounds; round++) {
            for (Row row : rows) {
                // The rounds of a row are spread over the whole run, from the first on, as the load of the machine
                // changes.
                int before = (rounds(row) * round + rounds - 1) / rounds;
                if ((rounds(row) * (round + 1) + rounds - 1) / rounds == before) {
                    continue;
                }
                if (before > 0 && System.nanoTime() - began >= repeatNanos) {
                    progress.accept(row.id() + " is not repeated: the time is over");
                    continue;
                }
                for (Row.Task task : shuffled(row.tasks(), round)) {
                    run(row, task, round + 1 + "/" + rounds, all);
                }
            }
        }
        return samples;
    }

    private int rounds(Row row) {
        return Math.min(most, row.rounds());
    }

    /** Shuffles the tasks of each JDK. Figures that are compared are of one JDK, and so run close together. */
    private static List<Row.Task> shuffled(List<Row.Task> tasks, int round) {
        List<Row.Task> order = new ArrayList<>(tasks);
        Collections.shuffle(order, new Random(round));
        order.sort((a, b) -> Integer.compare(a.jdk().release(), b.jdk().release()));
        return order;
    }

    private void run(Row row, Row.Task task, String round, int all) throws InterruptedException {
        String what = row.id() + ", JDK " + task.jdk().release() + ", "
                + task.variant().title() + ", " + task.what();
        progress.accept(String.format("%3d %% %s  round %s  %s", 100 * done / all, left(all), round, what));
        try {
            samples.add(task.jdk(), task.variant(), task.body().run());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            samples.failed(what + ": " + e.getMessage());
            progress.accept("failed: " + what + ": " + e.getMessage());
        }
        done++;
    }

    /** Estimates the time left from the tasks that are done. */
    private String left(int all) {
        if (done < 3) {
            return "";
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds((System.nanoTime() - began) / done * (all - done));
        return String.format("%d:%02d left", seconds / 60, seconds % 60);
    }
}
