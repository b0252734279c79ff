// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;

/**
 * Part of watched programs. Starts kernels, and prints a line for each finding that must be reported. Places are
 * written {@code Class.method}, without the outer class. A lambda has the name of the method that contains it.
 */
final class Leaks {
    private final List<Leak> expected = new ArrayList<>();

    /** A finding that must be reported. */
    static final class Leak {
        private final String at;
        private final String wait;
        private final String type;
        private String started;
        private String made;
        private int count = 1;
        private String heldBy = "-";
        private String deadlocked = "-";
        private String verdict = "leaked";

        private Leak(String at, String wait, String type) {
            this.at = at;
            this.wait = wait;
            this.type = type;
            this.started = at;
            this.made = at;
        }

        /** Sets the place where its threads were started; {@code *} is anywhere. */
        Leak started(String place) {
            started = place;
            return this;
        }

        /** Sets the place where its channel was created; {@code *} is anywhere, or unknown. */
        Leak made(String place) {
            made = place;
            return this;
        }

        Leak times(int threads) {
            count = threads;
            return this;
        }

        /** Sets the innermost frame of the thread that holds what it waits for; {@code +} is any thread. */
        Leak heldBy(String place) {
            heldBy = place;
            return this;
        }

        /** Marks it as proved without the collector: it is in a circle, or its holder has ended. */
        Leak deadlocked() {
            deadlocked = "deadlocked";
            return this;
        }

        /** Expects a lock whose owner has ended. */
        Leak orphaned() {
            return heldBy("ended").deadlocked();
        }

        /** Marks it as reachable from something alive, so it cannot be proved. */
        Leak held() {
            verdict = "stuck";
            return this;
        }

        private String line() {
            return String.join("|", "leak: " + at, wait, type, started, made, "x" + count, heldBy, deadlocked, verdict);
        }
    }

    /** Expects a leak on a channel of this type, named without its package. */
    Leak expect(String at, String wait, String type) {
        Leak leak = new Leak(at, wait, type);
        expected.add(leak);
        return leak;
    }

    /** Expects two threads, each of which waits in {@code lock} for a lock that the other owns. */
    List<Leak> circle(String at, String other, String type) {
        return List.of(
                expect(at, "lock lock", type).heldBy(other).deadlocked(),
                expect(other, "lock lock", type).heldBy(at).deadlocked());
    }

    /** Prints all expected leaks. */
    void print() {
        expected.forEach(leak -> System.out.println(leak.line()));
    }

    /** Returns an unstarted thread of this run's kind. An exception after an interrupt ends it. */
    static Thread go(Job task) {
        return Spawn.unstarted("", task.body());
    }
}
