// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expected finding as a line of text. Values that a row does not set match anything, and are {@code *} on both
 * sides.
 */
public final class Row {
    private static final String ANY = "*";
    private static final String ABSENT = "absent";

    private final String at;
    private String wait = ANY;
    private String type = ANY;
    private String kind = ANY;
    private String size = ANY;
    private String capacity = ANY;
    private String started;
    private String made;
    private int count = 1;
    private boolean deadlocked;

    private Row(String at) {
        this.at = at;
        started = at;
        made = at;
    }

    /** Expects threads that wait at this method of the program, which also started them and made their channel. */
    public static Row at(String method) {
        return new Row(method);
    }

    public Row sender(String operation) {
        wait = "sender " + operation;
        return this;
    }

    public Row receiver(String operation) {
        wait = "receiver " + operation;
        return this;
    }

    public Row lock(String operation) {
        wait = "lock " + operation;
        return this;
    }

    public Row waiter(String operation) {
        wait = "waiter " + operation;
        return this;
    }

    public Row on(Class<?> channel) {
        return on(channel.getName());
    }

    public Row on(String channelType) {
        type = channelType;
        return this;
    }

    public Row rendezvous() {
        return room("rendezvous", "0", "0");
    }

    public Row bounded(int items, int of) {
        return room("bounded", Integer.toString(items), Integer.toString(of));
    }

    public Row unbounded(int items) {
        return room("unbounded", Integer.toString(items), ABSENT);
    }

    /** Expects that it is not a channel of items. */
    public Row itemless() {
        return room("-", ABSENT, ABSENT);
    }

    /** Expects a bounded channel whose exact size is unknown. */
    public Row sizeless(int of) {
        return room("bounded", ABSENT, Integer.toString(of));
    }

    /** Expects an unbounded channel whose size is unknown. */
    public Row sizelessUnbounded() {
        return room("unbounded", ABSENT, ABSENT);
    }

    private Row room(String what, String items, String of) {
        kind = what;
        size = items;
        capacity = of;
        return this;
    }

    /** Expects the method that started the threads. */
    public Row started(String method) {
        started = method;
        return this;
    }

    /** Ignores where the threads were started, which is not a line of the program. */
    public Row startedAnywhere() {
        return started(ANY);
    }

    /** Expects a callback, which was not started. */
    public Row unstarted() {
        return started(ABSENT);
    }

    /** Expects the method that made the channel. */
    public Row made(String method) {
        made = method;
        return this;
    }

    /** Ignores where the channel was made, for objects that are not registered. */
    public Row madeAnywhere() {
        return made(ANY);
    }

    public Row times(int threads) {
        count = threads;
        return this;
    }

    /** Expects that all of its threads are proved deadlocked. */
    public Row deadlocked() {
        deadlocked = true;
        return this;
    }

    boolean fits(FindingView finding) {
        return at.equals(finding.waitsAtMethod());
    }

    String text() {
        return line(at, wait, type, kind, size, capacity, started, made, count) + proof(deadlocked);
    }

    String text(FindingView finding) {
        return line(
                        finding.waitsAtMethod(),
                        seen(wait, finding.text("role") + " " + finding.text("operation")),
                        seen(type, finding.channel("type")),
                        seen(kind, finding.channel("kind")),
                        seen(size, finding.channel("size")),
                        seen(capacity, finding.channel("capacity")),
                        seen(started, innermost(finding.createdAt())),
                        seen(made, innermost(finding.channelCreatedAt())),
                        finding.count())
                + proof(finding.json().has("deadlocked"));
    }

    private static String proof(boolean deadlocked) {
        return deadlocked ? ", deadlocked" : "";
    }

    private static String line(
            String at,
            String wait,
            String type,
            String kind,
            String size,
            String capacity,
            String started,
            String made,
            int count) {
        return at + ": " + wait + " on " + type + ", " + kind + " " + size + " of " + capacity + "; started in "
                + started + ", made in " + made + "; x" + count;
    }

    private static String seen(String wanted, @Nullable String there) {
        return wanted.equals(ANY) ? ANY : there == null ? ABSENT : there;
    }

    private static @Nullable String innermost(List<String> stack) {
        return stack.isEmpty() ? null : FindingView.method(stack.get(0));
    }
}
