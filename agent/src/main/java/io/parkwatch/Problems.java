// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.births.Registry;
import io.parkwatch.families.Families;
import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.Problem;
import io.parkwatch.look.waits.Threads;
import io.parkwatch.support.Stderr;
import io.parkwatch.weave.Installation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The parts of the agent that do not work in this JVM, and the waits that it does not see: a snapshot shows both. */
final class Problems {
    private final Installation hooks;
    private final Families families;
    private final Threads threads;
    private final Registry registry;
    private final List<Problem> lasting;
    private volatile @Nullable Problem failing;
    private volatile boolean printed;

    Problems(Installation hooks, Families families, Threads threads, Registry registry) {
        this.hooks = hooks;
        this.families = families;
        this.threads = threads;
        this.registry = registry;
        this.lasting = new CopyOnWriteArrayList<>(threads.problems());
    }

    /** Adds a lasting problem, and prints it, but not before {@link #print}. */
    void add(Problem problem) {
        if (lasting.contains(problem)) {
            return; // recorded, but printing its line failed
        }
        lasting.add(problem);
        if (printed) {
            Stderr.line(problem.text());
        }
    }

    /** Prints the problems found so far. They come after the agent's first line. */
    void print() {
        for (Problem problem : lasting) {
            Stderr.line(problem.text());
        }
        printed = true;
    }

    /** Records why the last look failed; null if it did not. */
    void lookFailed(@Nullable Throwable cause) {
        failing = cause == null ? null : new Problem("look", "looks fail: " + cause);
    }

    List<Problem> now(List<Problem> outputs) {
        List<Problem> now = new ArrayList<>(lasting);
        Problem look = failing;
        if (look != null) {
            now.add(look);
        }
        if (!hooks.failed().isEmpty()) {
            now.add(new Problem(
                    "weave", "some waits or places may be missed: cannot weave " + String.join(", ", hooks.failed())));
        }
        now.addAll(families.problems());
        add(threads.pipes().problem(), now);
        for (String library : unknown()) {
            now.add(Families.unknown(library));
        }
        if (registry.suspensions.lost()) {
            now.add(new Problem("coroutines", "some waits of coroutines were missed: too many channels at once"));
        }
        now.addAll(outputs);
        return now;
    }

    static void add(Optional<Problem> one, List<Problem> to) {
        if (one.isPresent()) {
            to.add(one.get());
        }
    }

    /** Returns what a look did not see, with the coroutines of libraries whose release is not known. */
    BlindSpots unseen(BlindSpots byLook) {
        List<BlindSpots.Blind> blind = new ArrayList<>(byLook.blind());
        for (String library : unknown()) {
            blind.add(Families.unseen(library));
        }
        return new BlindSpots(blind, byLook.leftOut(), byLook.unread(), byLook.carriers());
    }

    private Set<String> unknown() {
        Set<String> libraries = new LinkedHashSet<>(hooks.unknown());
        libraries.addAll(families.unknown());
        return libraries;
    }
}
