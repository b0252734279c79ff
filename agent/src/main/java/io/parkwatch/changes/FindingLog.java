// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.changes;

import io.parkwatch.finding.Finding;
import io.parkwatch.support.Stderr;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Prints a line where a finding begins, grows tenfold, is proved or has ended: at most ten a minute, then how many more
 * there were. Names of threads stay out, since logs travel further than reports. For the watcher's thread only.
 */
public class FindingLog extends FindingChanges {
    private static final long MINUTE = 60_000_000_000L;
    private static final int MOST_A_MINUTE = 10;
    private static final int TENFOLD = 10;

    private long minute;
    private int lines;
    private int unsaid;

    public FindingLog(LongSupplier nanoTime) {
        super(nanoTime);
        this.minute = nanoTime.getAsLong();
    }

    void say(String line) {
        Stderr.line(line);
    }

    @Override
    void begin(List<Finding> findings) {
        if (nanoTime.getAsLong() - minute >= MINUTE) {
            minute = nanoTime.getAsLong();
            lines = 0;
            if (unsaid > 0) {
                say("findings: " + unsaid
                        + " more changes since the last such line; the report has all that are there");
                unsaid = 0;
            }
        }
    }

    @Override
    void stands(Known known) {
        boolean proved = known.isProved();
        if (proved || !known.told || known.count() >= TENFOLD * known.countTold) {
            String change = known.told ? " has grown tenfold: " : " is stuck: ";
            if (proved) {
                change = known.isLeaked() ? " is proved leaked: " : " is proved deadlocked: ";
            }
            line(known, change + withoutNames(known.finding.summary()));
            known.tell(minute);
        }
    }

    @Override
    boolean ended(Known known) {
        line(known, " has ended (threads at most: " + known.most + ")");
        return true;
    }

    private void line(Known known, String change) {
        if (lines == MOST_A_MINUTE) {
            unsaid++;
            return;
        }
        lines++;
        say("finding #" + known.finding.fingerprint() + change + ", at " + known.place.text());
    }

    /** Replaces what a sentence has in quotes, which are the names of threads, and may hold quotes. */
    private static String withoutNames(String sentence) {
        int first = sentence.indexOf('"');
        return first < 0
                ? sentence
                : sentence.substring(0, first) + "another thread" + sentence.substring(sentence.lastIndexOf('"') + 1);
    }
}
