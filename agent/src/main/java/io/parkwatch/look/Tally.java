// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classified;
import io.parkwatch.finding.Watched;
import org.jspecify.annotations.Nullable;

/** Counts the states of one type of threads during a look. */
final class Tally {
    private final boolean virtual;
    private int running;
    private int waiting;
    private int idle;
    private int stuck;

    Tally(boolean virtual) {
        this.virtual = virtual;
    }

    boolean isVirtual() {
        return virtual;
    }

    void running() {
        running++;
    }

    void waiting() {
        waiting++;
    }

    void idle() {
        idle++;
    }

    /** A stuck one that is told by another finding: it waits. */
    void covered() {
        stuck--;
        waiting++;
    }

    /** One that counted as waiting, and is a finding as the rest of the look shows. */
    void stuckAfterAll() {
        waiting--;
        stuck++;
    }

    /** A thread whose wait can't be told from its next one. */
    void unaged(@Nullable Wait wait) {
        if (wait == null) {
            running++;
        } else {
            waiting++;
        }
    }

    void old(Classified is) {
        if (is instanceof Classified.Stuck) {
            stuck++;
        } else if (is instanceof Classified.Idle) {
            idle++;
        } else {
            waiting++;
        }
    }

    Watched.States states() {
        return new Watched.States(running, waiting, idle, stuck);
    }
}
