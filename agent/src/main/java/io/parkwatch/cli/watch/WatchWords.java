// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.attach.Status;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.report.BlindSpotsText;
import io.parkwatch.report.Phrases;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The short phrases of a watch. Times are UTC, as in reports. Only names from the program may be non-ASCII. */
final class WatchWords {
    private WatchWords() {}

    /** Returns {@code 4 of 12,031 threads stuck (2 leaked) for 60s or longer}, or that nothing is stuck. */
    static String headline(Snapshot s) {
        ThreadCounts w = s.watched();
        long all = w.sum().all();
        int stuck = w.sum().stuck();
        String threads = Phrases.count(all, "thread") + (w.coroutines() == null ? "" : " and coroutines");
        String unsaid = BlindSpotsText.unsaid(s);
        if (stuck == 0 && !unsaid.isEmpty()) {
            return "Nothing that Parkwatch sees is stuck; " + unsaid;
        }
        if (stuck == 0) {
            return "Nothing is stuck: none of " + threads + " was seen waiting for "
                    + s.agent().threshold() + " or longer";
        }
        List<String> proved = new ArrayList<>();
        if (w.leaked() > 0) {
            proved.add(Phrases.number(w.leaked()) + " leaked");
        }
        if (w.deadlocked() > 0) {
            proved.add(Phrases.number(w.deadlocked()) + " deadlocked");
        }
        String known = proved.isEmpty() ? "" : " (" + String.join(", ", proved) + ")";
        return Phrases.number(stuck) + " of " + threads + " stuck" + known + " for "
                + s.agent().threshold() + " or longer";
    }

    /** Returns when it is known what is stuck, or empty if the agent has watched for its threshold. */
    static String notYet(Status status) {
        return status.toThreshold().isZero()
                ? ""
                : "What is stuck is known in " + age(status.toThreshold().toSeconds() + 1)
                        + ": the agent came a moment ago";
    }

    /** Returns {@code com.acme.Shop, pid 4711 on shop-7, JDK 21.0.9}. */
    static String program(Snapshot.JvmFacts jvm) {
        return (jvm.main() == null ? "A JVM" : jvm.main()) + ", pid " + jvm.pid()
                + (jvm.host() == null ? "" : " on " + jvm.host()) + ", JDK " + jvm.java();
    }

    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString().substring(11, 19);
    }

    static String day(Instant at) {
        return at.toString().substring(0, 10);
    }

    /** Returns the last part of a channel's class name, {@code -} if not known. */
    static String channel(Finding f) {
        String type = f.channel().type();
        String last = type.substring(type.lastIndexOf('.') + 1);
        // An anonymous class keeps the name of its enclosing class: Three$3.
        return last.isEmpty() ? "-" : last.replaceFirst("^.*\\$(?=[^$]*[^$\\d])", "");
    }

    /** Returns the change within an hour, {@code +2}, {@code -1} or {@code =}, empty if not known. */
    static String change(Finding f) {
        if (f.countHourAgo() == null) {
            return "";
        }
        int more = f.count() - f.countHourAgo();
        return more == 0 ? "=" : (more > 0 ? "+" : "-") + Phrases.number(Math.abs(more));
    }

    /** Returns how many threads wait behind a root, or which root a finding comes from, in parentheses; else empty. */
    static String behind(Finding f) {
        if (f.behind() > 0) {
            return " (" + Phrases.count(f.behind(), "thread") + (f.behind() == 1 ? " waits" : " wait") + " behind it)";
        }
        return f.root() == null ? "" : " (behind #" + f.root() + ")";
    }

    /** Returns the age of the oldest wait, with {@code >} if it began before the agent's first look: {@code >1m11s}. */
    static String oldest(Finding f) {
        return (f.isAtLeast() ? ">" : "") + age((long) f.oldestSeconds());
    }

    /** Returns an age in the short form of the options: {@code 1m11s}. */
    static String age(long seconds) {
        return Phrases.age((double) seconds).replace("min", "m").replace(" ", "");
    }
}
