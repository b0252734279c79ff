// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.ThreadCounts;

/** Counts the states of one type of threads during a look. */
public final class Tally {
    private final boolean virtual;
    private int running;
    private int waiting;
    private int idle;
    private int stuck;

    public Tally(boolean virtual) {
        this.virtual = virtual;
    }

    public boolean isVirtual() {
        return virtual;
    }

    public void addRunning() {
        running++;
    }

    public void addWaiting() {
        waiting++;
    }

    public void addIdle() {
        idle++;
    }

    /** Recounts a stuck thread as waiting: another finding reports it. */
    public void moveToWaiting() {
        stuck--;
        waiting++;
    }

    /** Recounts a waiting thread as stuck: the rest of the look has made it a finding. */
    public void moveToStuck() {
        waiting--;
        stuck++;
    }

    public void add(Classification is) {
        if (is instanceof Classification.Stuck) {
            stuck++;
        } else if (is instanceof Classification.Idle) {
            idle++;
        } else {
            waiting++;
        }
    }

    public ThreadCounts.States states() {
        return new ThreadCounts.States(running, waiting, idle, stuck);
    }
}
