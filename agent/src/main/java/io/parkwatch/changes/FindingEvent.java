// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.changes;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Stack;
import io.parkwatch.text.Printable;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A finding in a recording of the JDK Flight Recorder. It has the finding's stack as text: its own would be the
 * watcher's. The agent registers it, not an initializer, which would run once only. What is not known is null.
 */
@Name("parkwatch.Finding")
@Label("Finding")
@Category("Parkwatch")
@Description("Threads that are stuck: when that began, once a minute while it lasts, and when it has ended")
@StackTrace(false)
@Registered(false)
final class FindingEvent extends Event {
    private static final int MOST_CHARS = 500;

    @Label("Change")
    @Description("begins, stands, proved or ends")
    @Nullable
    String change;

    @Label("Fingerprint")
    @Nullable
    String fingerprint;

    @Label("Summary")
    @Nullable
    String summary;

    @Label("Count")
    @Description("Threads that are stuck")
    int count;

    @Label("Most")
    @Description("Highest of its counts until now")
    int most;

    @Label("Verdict")
    @Nullable
    String verdict;

    @Label("Role")
    @Nullable
    String role;

    @Label("Operation")
    @Nullable
    String operation;

    @Label("Channel")
    @Description("Type of what the threads wait on")
    @Nullable
    String channel;

    @Label("Waits at")
    @Nullable
    String waitsAt;

    @Label("First seen")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long firstSeen;

    @Label("Oldest")
    @Description("Age of its oldest wait")
    @Timespan(Timespan.MILLISECONDS)
    long oldest;

    @Label("Stack")
    @Description("Stack of the thread that has waited longest, innermost frame first")
    @Nullable
    String stack;

    /** Fills it with what is known. */
    FindingEvent of(String change, Finding finding, int count, int most) {
        this.change = change;
        this.fingerprint = finding.fingerprint();
        this.summary = cut(finding.summary());
        this.count = count;
        this.most = most;
        this.verdict = finding.verdict().word();
        this.role = finding.role().word();
        this.operation = cut(finding.operation());
        this.channel = cut(finding.channel().type());
        this.waitsAt = cut(finding.waitsAt().text());
        this.firstSeen = finding.firstSeen().toEpochMilli();
        this.oldest = Math.round(finding.oldestSeconds() * 1_000);
        this.stack = stack(finding);
        return this;
    }

    private static @Nullable String stack(Finding finding) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < finding.stack().size() && i < Stack.MOST_FRAMES; i++) {
            String frame = cut(finding.stack().get(i).text());
            text.append(i == 0 ? "" : "\n").append(frame);
        }
        return text.isEmpty() ? null : text.toString();
    }

    private static @Nullable String cut(String text) {
        return text.isEmpty() ? null : Printable.cut(MOST_CHARS, Printable.of(text));
    }
}
