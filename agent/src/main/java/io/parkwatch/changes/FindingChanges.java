// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.changes;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Frame;
import io.parkwatch.support.RecurringFault;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Knows the findings from look to look, and what was last said about each. For the watcher's thread only. */
abstract class FindingChanges {
    private static final int MOST_KNOWN = 1_000;
    private static final int DEADLOCKED = 1;
    private static final int LEAKED = 2;

    final LongSupplier nanoTime;
    private final RecurringFault lost;
    private final Map<String, Known> all = new HashMap<>();
    private int looks;

    /** A finding that was there at the last look, or at this one. */
    static final class Known {
        /** Where it waited when it was seen first, for a log whose lines have the same place. */
        final Frame place;

        /** As the last look that had it saw it. */
        Finding finding;

        /** The highest of its counts. */
        int most;

        /** Whether it was there before anybody could be told. */
        boolean old;

        boolean told;
        int countTold;
        long toldAt;
        private int look;
        private int proofTold;

        private Known(Finding finding) {
            this.finding = finding;
            this.place = finding.waitsAt();
        }

        /** Returns the number of its threads, without those that the collector took. */
        int count() {
            return finding.count() - finding.reclaimed();
        }

        boolean isLeaked() {
            return finding.leaked() > 0;
        }

        /** Reports whether it has a better proof than was told. */
        boolean isProved() {
            return proof() > proofTold;
        }

        private int proof() {
            return isLeaked() ? LEAKED : Math.min(finding.deadlocked(), DEADLOCKED);
        }

        /** Notes that it was told as it is now. */
        void tell(long now) {
            told = true;
            toldAt = now;
            countTold = count();
            proofTold = Math.max(proofTold, proof());
        }
    }

    FindingChanges(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lost = new RecurringFault(nanoTime);
    }

    boolean isAnyKnown() {
        return !all.isEmpty();
    }

    /** Tells what has changed. A failure must not fail the look: what was not told is told at the next one. */
    public final void looked(List<Finding> findings) {
        try {
            begin(findings);
            tell(findings);
        } catch (Throwable e) {
            lost(e);
        }
    }

    private void lost(Throwable cause) {
        try {
            lost.line("changes of findings were lost: " + cause);
        } catch (Throwable noMemory) {
            // The next failure is reported.
        }
    }

    private void tell(List<Finding> findings) {
        looks++;
        for (Finding finding : findings) {
            if (finding.count() > finding.reclaimed()) { // else all its threads are gone
                tell(finding);
            }
        }
        for (Iterator<Known> known = all.values().iterator(); known.hasNext(); ) {
            Known one = known.next();
            if (one.look != looks && ended(one)) {
                known.remove();
            }
        }
    }

    private void tell(Finding finding) {
        Known known = all.get(finding.fingerprint());
        if (known == null) {
            if (all.size() == MOST_KNOWN) {
                return;
            }
            known = new Known(finding);
            all.put(finding.fingerprint(), known);
        }
        known.look = looks;
        known.finding = finding;
        known.most = Math.max(known.most, known.count());
        stands(known);
    }

    /** Called first at each look. */
    abstract void begin(List<Finding> findings);

    /** Called at each look that has the finding. */
    abstract void stands(Known known);

    /** Called at a look that has it no more. Returns false to be called again at the next look. */
    abstract boolean ended(Known known);
}
