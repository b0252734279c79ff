// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;

/**
 * Part of watched programs: starts kernels and prints what of each must be found, one line a finding. Places are
 * {@code Class.method}, the class without what is around it, a lambda's method being that of its maker.
 */
final class Leaks {
    private final List<Leak> expected = new ArrayList<>();

    /** One finding that must be there. */
    static final class Leak {
        private final String at;
        private final String wait;
        private final String type;
        private String started;
        private String made;
        private int count = 1;
        private String verdict = "leaked";

        private Leak(String at, String wait, String type) {
            this.at = at;
            this.wait = wait;
            this.type = type;
            this.started = at;
            this.made = at;
        }

        /** Where its threads were started; {@code *}: anywhere. */
        Leak started(String place) {
            started = place;
            return this;
        }

        /** Where its channel was made; {@code *}: anywhere, or not known. */
        Leak made(String place) {
            made = place;
            return this;
        }

        Leak times(int threads) {
            count = threads;
            return this;
        }

        /** Something alive leads to it, so it can't be proved. */
        Leak held() {
            verdict = "stuck";
            return this;
        }

        private String line() {
            return String.join("|", "leak: " + at, wait, type, started, made, "x" + count, verdict);
        }
    }

    /** {@code type}: the channel's, without its package. */
    Leak expect(String at, String wait, String type) {
        Leak leak = new Leak(at, wait, type);
        expected.add(leak);
        return leak;
    }

    /** Prints all that must be found. */
    void print() {
        expected.forEach(leak -> System.out.println(leak.line()));
    }

    /** An unstarted thread of this run's kind; what it throws at an interrupt ends it. */
    static Thread go(Job task) {
        return Spawn.unstarted("", task.body());
    }
}
