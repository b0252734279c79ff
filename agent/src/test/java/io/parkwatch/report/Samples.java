// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.BlindSpots.Blind;
import io.parkwatch.finding.BlindSpots.Carriers;
import io.parkwatch.finding.BlindSpots.LeftOut;
import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.HeldBy;
import io.parkwatch.finding.Finding.Link;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Place;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Snapshot.MainWait;
import io.parkwatch.finding.StuckThread;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.finding.Totals;
import io.parkwatch.finding.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Snapshots for the tests of all outputs. */
public final class Samples {
    public static final Instant AT = Instant.parse("2026-11-24T11:00:00.123Z");
    private static final Frame PUT =
            new Frame("java.util.concurrent.SynchronousQueue", "put", "SynchronousQueue.java", 886, false);
    private static final Frame FIRST = frame("com.acme.Search", "lambda$first$0", 41);

    /** Kinds of this release and of a newer one. */
    public static final BlindSpots UNSEEN = new BlindSpots(
            List.of(
                    new Blind("virtual_monitor", 3, "virtual threads in monitors: attached to JDK 25"),
                    new Blind("newer", 2, "of a newer kind")),
            List.of(
                    new LeftOut("socket read", 10),
                    new LeftOut("sleep", 1),
                    new LeftOut("ignore", 2),
                    new LeftOut("of a newer kind", 4)),
            8_357,
            null);

    /** C0, NUL, DEL, C1, bidi, line separators. */
    private static final String HOSTILE = "\u001b[2J\u0000\u007f\u009b1m\u0085\u202e\u2066\u2028\u2029";

    /** Matches text that contains any of these characters. */
    public static final String DRIVES_A_TERMINAL = "(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]].*";

    private static final Set<String> WORDS_AND_DATES =
            Set.of("fingerprint", "verdict", "role", "kind", "at", "since", "firstSeen", "started", "lastLook");

    /** Virtual threads that wait for a carrier in vain. */
    public static final BlindSpots STARVED = new BlindSpots(List.of(), List.of(), 0, new Carriers(2, 2, 20, 33.1));

    private Samples() {}

    /** Returns the same snapshot, of a look that left some waits unjudged. */
    public static Snapshot with(Snapshot s, BlindSpots unseen) {
        return Snapshot.of(s.agent().at(812, "http://127.0.0.1:9699/"), s.jvm(), s.at(), s.watched(), s.totals())
                .lookSeconds(s.lookSeconds())
                .problems(s.problems())
                .findings(s.findings())
                .main(s.main())
                .proof(s.proof())
                .unseen(unseen)
                .build();
    }

    public static Frame frame(String type, String method, int line) {
        return new Frame(type, method, type.substring(type.lastIndexOf('.') + 1) + ".java", line, false);
    }

    public static Channel channel(String type, Kind kind, @Nullable Integer size, @Nullable Integer capacity) {
        return new Channel(type, kind, size, capacity, List.of(), List.of(), null, null, null, Map.of());
    }

    /** Only known to be stuck. */
    public static StuckThread thread(
            long id, String name, boolean virtual, Instant since, double seconds, boolean atLeast) {
        return new StuckThread(id, name, virtual, since, seconds, atLeast, Verdict.STUCK, false);
    }

    /** Another finding with the evidence of this one. */
    public static Finding.Builder like(
            Finding f, String fingerprint, Role role, String operation, Channel channel, Frame waitsAt) {
        return Finding.of(fingerprint, role, operation, channel, waitsAt)
                .verdict(f.verdict())
                .sentences(f.summary(), f.advice())
                .counts(f.count(), f.leaked(), f.reclaimed())
                .age(f.oldestSeconds())
                .history(f.firstSeen(), f.countHourAgo())
                .threads(f.threads())
                .stack(f.stack())
                .createdAt(f.createdAt(), f.alsoCreatedAt());
    }

    /** Returns the example of the contract, in which everything is known. */
    public static Finding leakedSender() {
        Channel channel = new Channel(
                "java.util.concurrent.SynchronousQueue",
                Kind.RENDEZVOUS,
                0,
                0,
                List.of(frame("com.acme.Search", "first", 38), frame("com.acme.Shop", "page", 90)),
                List.of(),
                null,
                null,
                null,
                Map.of());
        return Finding.of("9f31c0de7a55b102", Role.SENDER, "put", channel, FIRST)
                .verdict(Verdict.LEAKED)
                .sentences(
                        "3 virtual threads wait to put into a SynchronousQueue that nobody takes from",
                        "Give the queue room for the one result, or take it on every path")
                .counts(3, 2, 0)
                .age(71.44)
                .history(Instant.parse("2026-11-24T10:58:48.700Z"), 1)
                .threads(List.of(
                        thread(61, "search-1", true, Instant.parse("2026-11-24T10:58:48.7Z"), 71.44, false),
                        thread(64, "", true, Instant.parse("2026-11-24T10:59:00Z"), 60, true)))
                .stack(List.of(PUT, FIRST))
                .createdAt(
                        List.of(frame("com.acme.Search", "first", 40), frame("com.acme.Shop", "page", 90)),
                        List.of(new Place(1, List.of(frame("com.acme.Search", "retry", 77)))))
                .build();
    }

    /** Returns a finding of which as little as possible is known. */
    public static Finding receiver() {
        Frame waitsAt = new Frame("com.acme.Worker", "run", null, -1, false);
        Instant since = Instant.parse("2026-11-24T09:57:55Z");
        Channel channel = channel("java.util.concurrent.ArrayBlockingQueue", Kind.BOUNDED, 0, 10);
        return Finding.of("00000000000000aa", Role.RECEIVER, "take", channel, waitsAt)
                .sentences("1 platform thread waits to take from an ArrayBlockingQueue", "")
                .counts(1, 0, 0)
                .age(3_725)
                .history(since, null)
                .threads(List.of(thread(12, "evil\u001b[31m\nname", false, since, 3_725, false)))
                .stack(List.of(waitsAt))
                .build();
    }

    /** Returns a snapshot of a program with threads and two coroutines: one has a name, the other has none. */
    public static Snapshot coroutines() {
        Frame waitsAt = frame("com.acme.Feed", "follow", 9);
        Channel channel = channel("kotlinx.coroutines.channels.BufferedChannel", Kind.RENDEZVOUS, 0, 0);
        Finding finding = Finding.of("00000000000000c0", Role.RECEIVER, "receive", channel, waitsAt)
                .sentences("2 coroutines wait to receive from a BufferedChannel", "")
                .counts(2, 0, 0)
                .age(70)
                .history(AT.minusSeconds(70), null)
                .threads(List.of(
                        new StuckThread(0, "feed", false, AT.minusSeconds(70), 70, false, Verdict.STUCK, true),
                        new StuckThread(0, "", false, AT.minusSeconds(61), 61, false, Verdict.STUCK, true)))
                .stack(List.of(waitsAt))
                .build();
        Snapshot s = snapshot(finding);
        ThreadCounts w = new ThreadCounts(
                new ThreadCounts.States(9, 10, 11, 0),
                new ThreadCounts.States(0, 0, 0, 0),
                new ThreadCounts.States(0, 5, 0, 2),
                0,
                0,
                0);
        return Snapshot.of(s.agent(), s.jvm(), s.at(), w, s.totals())
                .lookSeconds(s.lookSeconds())
                .findings(s.findings())
                .build();
    }

    /** Returns a finding that was first seen in a wait that has ended. */
    public static Finding firstSeenAnHourAgo() {
        return leakedSender().toBuilder()
                .history(Instant.parse("2026-11-24T10:00:00Z"), 1)
                .build();
    }

    /** Returns a finding whose waits the agent's first look saw already, seven seconds ago. */
    public static Finding beforeTheFirstLook(int count) {
        Finding f = receiver();
        Instant look = AT.minusSeconds(7);
        String who =
                count == 1 ? "1 platform thread waits" : String.format(Locale.ROOT, "%,d platform threads wait", count);
        return like(f, f.fingerprint(), Role.WAITER, "await", f.channel(), f.waitsAt())
                .sentences(who, "")
                .counts(count, 0, 0)
                .age(7.2)
                .history(look, null)
                .threads(IntStream.range(0, Math.min(20, count))
                        .mapToObj(i -> thread(i, "w-" + i, false, look, 7.2, true))
                        .toList())
                .build();
    }

    /** Returns {@link #full} as a hostile agent may report it: each text begins with terminal control characters. */
    public static Snapshot hostile() {
        JsonObject json = JsonParser.parseString(ReportJson.of(full())).getAsJsonObject();
        spoil(json);
        try {
            return ReportReader.read(json.toString());
        } catch (ReportException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void spoil(JsonElement json) {
        if (json.isJsonArray()) {
            JsonArray array = json.getAsJsonArray();
            for (int i = 0; i < array.size(); i++) {
                spoil(array.get(i));
                array.set(i, spoiled(array.get(i)));
            }
        } else if (json.isJsonObject()) {
            for (Map.Entry<String, JsonElement> field : json.getAsJsonObject().entrySet()) {
                spoil(field.getValue());
                if (!WORDS_AND_DATES.contains(field.getKey())) {
                    field.setValue(spoiled(field.getValue()));
                }
            }
        }
    }

    private static JsonElement spoiled(JsonElement json) {
        return json instanceof JsonPrimitive text && text.isString()
                ? new JsonPrimitive(HOSTILE + text.getAsString())
                : json;
    }

    public static Finding finding(int number, Role role, int count, int leaked) {
        Finding f = receiver();
        return like(f, String.format("%016x", number), role, f.operation(), f.channel(), f.waitsAt())
                .verdict(leaked > 0 ? Verdict.LEAKED : Verdict.STUCK)
                .counts(count, leaked, 0)
                .age(100 + number)
                .build();
    }

    /** Returns a finding as large as the records allow. */
    public static Finding huge(int threads) {
        String name = "x\u00e9\u4e2d".repeat(1_000);
        Frame frame = new Frame("com." + name, name, name + ".java", 1, false);
        List<Frame> stack = java.util.Collections.nCopies(200, frame);
        Finding f = leakedSender();
        List<StuckThread> many = IntStream.range(0, threads)
                .mapToObj(i -> thread(i, name, true, AT, i, false))
                .toList();
        return like(f, f.fingerprint(), f.role(), name, f.channel(), frame)
                .sentences(name, name)
                .counts(threads, f.leaked(), 0)
                .threads(many)
                .stack(stack)
                .createdAt(List.of(), List.of())
                .build();
    }

    public static Snapshot snapshot(Finding... findings) {
        return snapshot(List.of(findings), AT, List.of(), null);
    }

    public static Snapshot snapshot(
            List<Finding> findings, Instant at, List<Problem> problems, @Nullable MainWait main) {
        Totals totals = new Totals(
                Map.of(Role.SENDER, 3L, Role.RECEIVER, 1L, Role.LOCK, 0L, Role.WAITER, 0L),
                Map.of(Role.SENDER, 2L, Role.RECEIVER, 0L, Role.LOCK, 0L, Role.WAITER, 0L),
                Map.of(Role.SENDER, 0L, Role.RECEIVER, 0L, Role.LOCK, 0L, Role.WAITER, 0L),
                7,
                0);
        return Snapshot.of(
                        new Snapshot.AgentFacts("1.0.0", false, "60s", "5s"),
                        new Snapshot.JvmRead(
                                4711,
                                "21.0.9",
                                "com.acme.Shop",
                                "shop-7",
                                Instant.parse("2026-11-24T10:00:00Z"),
                                new Snapshot.Service("shop", "1.4.2")),
                        at,
                        new ThreadCounts(
                                new ThreadCounts.States(9, 10, 11, 1),
                                new ThreadCounts.States(3, 11_995, 0, 3),
                                null,
                                2,
                                0,
                                0),
                        totals)
                .lookSeconds(0.0125)
                .problems(problems)
                .findings(findings)
                .main(main)
                .build();
    }

    public static Snapshot full() {
        return snapshot(
                List.of(leakedSender(), receiver()),
                AT,
                List.of(new Problem("platform", "platform threads unwatched: no java.management in this image")),
                new MainWait(frame("com.acme.Shop", "main", 12), "await", 3_590, false, true));
    }

    /** Two threads in a circle, and ten that wait for one of them. */
    public static Snapshot deadlock() {
        Frame debit = frame("com.acme.Bank", "debit", 31);
        Frame credit = frame("com.acme.Bank", "credit", 42);
        Channel lock = channel("java.util.concurrent.locks.ReentrantLock", Kind.NONE, null, null);
        Holder other = new Holder(32, "credit", true, Holder.STUCK, credit, "00000000000000b1", Holder.OWNS_LOCK);
        Holder one = new Holder(31, "debit", false, Holder.STUCK, debit, "00000000000000b1", Holder.OWNS_LOCK);
        Finding circle = Finding.of("00000000000000b1", Role.LOCK, "lock", lock, debit)
                .verdict(Verdict.DEADLOCKED)
                .sentences("2 threads wait in lock, in a circle of 2 threads", "Take these locks in one order")
                .counts(2, 0, 0)
                .age(70)
                .history(AT.minusSeconds(70), null)
                .threads(List.of(
                        new StuckThread(31, "debit", false, AT.minusSeconds(70), 70, false, Verdict.DEADLOCKED, false),
                        new StuckThread(32, "credit", true, AT.minusSeconds(69), 69, false, Verdict.DEADLOCKED, false)))
                .stack(List.of(debit))
                .heldBy(other, List.of(new HeldBy(1, one)))
                .deadlocked(2, List.of("interrupt"))
                .circle(
                        List.of(
                                new Link(
                                        "debit",
                                        31,
                                        "ReentrantLock made at com.acme.Bank.<init>",
                                        debit,
                                        "credit",
                                        Holder.OWNS_LOCK),
                                new Link("credit", 32, "ReentrantLock", credit, "debit", null)),
                        1)
                .under(null, 10)
                .build();
        Finding behind = Finding.of("00000000000000b2", Role.LOCK, "lock", lock, frame("com.acme.Bank", "look", 12))
                .sentences("10 threads wait in lock for a ReentrantLock that \"debit\" holds", "See what it does")
                .counts(10, 0, 0)
                .age(65)
                .history(AT.minusSeconds(65), null)
                .threads(List.of(thread(40, "", true, AT.minusSeconds(65), 65, false)))
                .stack(List.of(frame("com.acme.Bank", "look", 12)))
                .heldBy(one, List.of())
                .under("00000000000000b1", 0)
                .build();
        Snapshot s = snapshot(circle, behind);
        ThreadCounts w = new ThreadCounts(
                new ThreadCounts.States(9, 10, 11, 2), new ThreadCounts.States(0, 0, 0, 10), null, 0, 2, 0);
        return Snapshot.of(s.agent(), s.jvm(), s.at(), w, s.totals())
                .findings(s.findings())
                .build();
    }

    public static Snapshot quiet() {
        Snapshot s = snapshot();
        return Snapshot.of(
                        new Snapshot.AgentFacts("1.0.0", true, "60s", "5s"),
                        new Snapshot.JvmRead(4711, "21.0.9", null, null, s.jvm().started(), null),
                        s.at(),
                        new ThreadCounts(
                                new ThreadCounts.States(2, 0, 5, 0),
                                new ThreadCounts.States(0, 0, 0, 0),
                                null,
                                0,
                                0,
                                1),
                        s.totals())
                .build();
    }

    public static List<Finding> many(int count) {
        List<Finding> many = new ArrayList<>();
        Stream.iterate(0, i -> i < count, i -> i + 1).forEach(i -> many.add(finding(i, Role.SENDER, 2, 0)));
        return many;
    }
}
