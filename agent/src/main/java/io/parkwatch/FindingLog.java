// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.finding.Finding;
import io.parkwatch.support.Stderr;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Prints a line where a finding begins, grows tenfold, is proved or has ended: at most ten a minute, then how many more
 * there were. Names of threads stay out, since logs travel further than reports. For the watcher's thread only.
 */
class FindingLog {
    private static final long MINUTE = 60_000_000_000L;
    private static final int MOST_A_MINUTE = 10;
    private static final int MOST_KNOWN = 1_000;
    private static final int TENFOLD = 10;
    private static final int DEADLOCKED = 1;
    private static final int LEAKED = 2;

    private final LongSupplier nanoTime;
    private final Map<String, Known> known = new HashMap<>();
    private int looks;
    private long minute;
    private int lines;
    private int unsaid;

    /** What was last said about a finding that is there. */
    private static final class Known {
        private int count;
        private int proof;
        private int most;
        private int look;
        private String place = "";
    }

    FindingLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.minute = nanoTime.getAsLong();
    }

    void say(String line) {
        Stderr.line(line);
    }

    void looked(List<Finding> findings) {
        if (nanoTime.getAsLong() - minute >= MINUTE) {
            minute = nanoTime.getAsLong();
            lines = 0;
            if (unsaid > 0) {
                say("findings: " + unsaid
                        + " more changes since the last such line; the report has all that are there");
                unsaid = 0;
            }
        }
        looks++;
        for (Finding finding : findings) {
            if (finding.count() > finding.reclaimed()) { // else all its threads are gone
                looked(finding);
            }
        }
        for (Iterator<Map.Entry<String, Known>> all = known.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Known> one = all.next();
            if (one.getValue().look != looks) {
                all.remove();
                line(
                        one.getKey(),
                        " has ended (threads at most: " + one.getValue().most + "), at " + one.getValue().place);
            }
        }
    }

    private void looked(Finding f) {
        Known last = known.get(f.fingerprint());
        boolean begins = last == null;
        if (last == null) {
            if (known.size() == MOST_KNOWN) {
                return;
            }
            last = new Known();
            last.place = f.waitsAt().text();
            known.put(f.fingerprint(), last);
        }
        int count = f.count() - f.reclaimed();
        int proof = f.leaked() > 0 ? LEAKED : Math.min(f.deadlocked(), DEADLOCKED);
        last.look = looks;
        last.most = Math.max(last.most, count);
        boolean proved = proof > last.proof;
        if (proved || begins || count >= TENFOLD * last.count) {
            last.proof = Math.max(last.proof, proof);
            last.count = count;
            String change = begins ? " is stuck: " : " has grown tenfold: ";
            if (proved) {
                change = proof == LEAKED ? " is proved leaked: " : " is proved deadlocked: ";
            }
            line(f.fingerprint(), change + withoutNames(f.summary()) + ", at " + last.place);
        }
    }

    private void line(String fingerprint, String rest) {
        if (lines == MOST_A_MINUTE) {
            unsaid++;
            return;
        }
        lines++;
        say("finding #" + fingerprint + rest);
    }

    /** Replaces what a sentence has in quotes, which are the names of threads, and may hold quotes. */
    private static String withoutNames(String sentence) {
        int first = sentence.indexOf('"');
        return first < 0
                ? sentence
                : sentence.substring(0, first) + "another thread" + sentence.substring(sentence.lastIndexOf('"') + 1);
    }
}
