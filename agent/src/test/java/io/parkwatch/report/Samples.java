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
import io.parkwatch.finding.Frame;
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
            8_357);

    /** C0, NUL, DEL, C1, bidi, line separators. */
    private static final String HOSTILE = "\u001b[2J\u0000\u007f\u009b1m\u0085\u202e\u2066\u2028\u2029";

    /** What none of these may be in. */
    public static final String DRIVES_A_TERMINAL = "(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]].*";

    private static final Set<String> WORDS_AND_DATES =
            Set.of("fingerprint", "verdict", "role", "kind", "at", "since", "firstSeen", "started", "lastLook");

    /** Virtual threads that get no carrier. */
    public static final BlindSpots STARVED = new BlindSpots(List.of(), List.of(), 0, new Carriers(2, 2, 20, 33.1));

    private Samples() {}

    /** The same, as a look that did not judge all. */
    public static Snapshot with(Snapshot s, BlindSpots unseen) {
        return new Snapshot(
                s.agent().at(812, "http://127.0.0.1:9699/"),
                s.jvm(),
                s.at(),
                s.lookSeconds(),
                s.problems(),
                s.watched(),
                s.findings(),
                s.main(),
                s.totals(),
                0,
                s.proof(),
                unseen);
    }

    public static Frame frame(String type, String method, int line) {
        return new Frame(type, method, type.substring(type.lastIndexOf('.') + 1) + ".java", line, false);
    }

    /** The contract's example: everything known. */
    public static Finding leakedSender() {
        return new Finding(
                "9f31c0de7a55b102",
                Verdict.LEAKED,
                Role.SENDER,
                "put",
                "3 virtual threads wait to put into a SynchronousQueue that nobody takes from",
                "Give the queue room for the one result, or take it on every path",
                3,
                2,
                71.44,
                Instant.parse("2026-11-24T10:58:48.700Z"),
                1,
                FIRST,
                new Channel(
                        "java.util.concurrent.SynchronousQueue",
                        Kind.RENDEZVOUS,
                        0,
                        0,
                        List.of(frame("com.acme.Search", "first", 38), frame("com.acme.Shop", "page", 90)),
                        List.of()),
                List.of(
                        new StuckThread(61, "search-1", true, Instant.parse("2026-11-24T10:58:48.7Z"), 71.44, false),
                        new StuckThread(64, "", true, Instant.parse("2026-11-24T10:59:00Z"), 60, true)),
                List.of(PUT, FIRST),
                List.of(frame("com.acme.Search", "first", 40), frame("com.acme.Shop", "page", 90)),
                List.of(new Place(1, List.of(frame("com.acme.Search", "retry", 77)))));
    }

    /** As little known as can be. */
    public static Finding receiver() {
        Frame waitsAt = new Frame("com.acme.Worker", "run", null, -1, false);
        return new Finding(
                "00000000000000aa",
                Verdict.STUCK,
                Role.RECEIVER,
                "take",
                "1 platform thread waits to take from an ArrayBlockingQueue",
                "",
                1,
                0,
                3_725,
                Instant.parse("2026-11-24T09:57:55Z"),
                null,
                waitsAt,
                new Channel("java.util.concurrent.ArrayBlockingQueue", Kind.BOUNDED, 0, 10, List.of(), List.of()),
                List.of(new StuckThread(
                        12, "evil\u001b[31m\nname", false, Instant.parse("2026-11-24T09:57:55Z"), 3_725, false)),
                List.of(waitsAt),
                List.of(),
                List.of());
    }

    /** Beside threads, in a program that uses coroutines: one with a name, one without. */
    public static Snapshot coroutines() {
        Finding f = receiver();
        Frame waitsAt = frame("com.acme.Feed", "follow", 9);
        Finding finding = new Finding(
                "00000000000000c0",
                Verdict.STUCK,
                Role.RECEIVER,
                "receive",
                "2 coroutines wait to receive from a BufferedChannel",
                f.advice(),
                2,
                0,
                70,
                AT.minusSeconds(70),
                null,
                waitsAt,
                new Channel("kotlinx.coroutines.channels.BufferedChannel", Kind.RENDEZVOUS, 0, 0, List.of(), List.of()),
                List.of(
                        new StuckThread(0, "feed", false, AT.minusSeconds(70), 70, false, Verdict.STUCK, true),
                        new StuckThread(0, "", false, AT.minusSeconds(61), 61, false, Verdict.STUCK, true)),
                List.of(waitsAt),
                List.of(),
                List.of());
        Snapshot s = snapshot(finding);
        ThreadCounts w = new ThreadCounts(
                new ThreadCounts.States(9, 10, 11, 0),
                new ThreadCounts.States(0, 0, 0, 0),
                new ThreadCounts.States(0, 5, 0, 2),
                0,
                0);
        return new Snapshot(
                s.agent(), s.jvm(), s.at(), s.lookSeconds(), s.problems(), w, s.findings(), s.main(), s.totals());
    }

    /** By a wait that is over. */
    public static Finding firstSeenAnHourAgo() {
        Finding f = leakedSender();
        return new Finding(
                f.fingerprint(),
                f.verdict(),
                f.role(),
                f.operation(),
                f.summary(),
                f.advice(),
                f.count(),
                f.leaked(),
                f.oldestSeconds(),
                Instant.parse("2026-11-24T10:00:00Z"),
                f.countHourAgo(),
                f.waitsAt(),
                f.channel(),
                f.threads(),
                f.stack(),
                f.createdAt(),
                f.alsoCreatedAt());
    }

    /** Waits that the agent's first look met already, seven seconds ago. */
    public static Finding beforeTheFirstLook(int count) {
        Finding f = receiver();
        Instant look = AT.minusSeconds(7);
        return new Finding(
                f.fingerprint(),
                Verdict.STUCK,
                Role.WAITER,
                "await",
                count == 1 ? "1 platform thread waits" : String.format(Locale.ROOT, "%,d platform threads wait", count),
                "",
                count,
                0,
                7.2,
                look,
                null,
                f.waitsAt(),
                f.channel(),
                IntStream.range(0, Math.min(20, count))
                        .mapToObj(i -> new StuckThread(i, "w-" + i, false, look, 7.2, true))
                        .toList(),
                f.stack(),
                List.of(),
                List.of());
    }

    /** {@link #full} as another agent may tell it: all that is text begins with what drives a terminal. */
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
        return new Finding(
                String.format("%016x", number),
                leaked > 0 ? Verdict.LEAKED : Verdict.STUCK,
                role,
                f.operation(),
                f.summary(),
                f.advice(),
                count,
                leaked,
                100 + number,
                f.firstSeen(),
                null,
                f.waitsAt(),
                f.channel(),
                f.threads(),
                f.stack(),
                List.of(),
                List.of());
    }

    /** One finding that is as large as the records allow. */
    public static Finding huge(int threads) {
        String name = "x\u00e9\u4e2d".repeat(1_000);
        Frame frame = new Frame("com." + name, name, name + ".java", 1, false);
        List<Frame> stack = java.util.Collections.nCopies(200, frame);
        Finding f = leakedSender();
        List<StuckThread> many = IntStream.range(0, threads)
                .mapToObj(i -> new StuckThread(i, name, true, AT, i, false))
                .toList();
        return new Finding(
                f.fingerprint(),
                f.verdict(),
                f.role(),
                name,
                name,
                name,
                threads,
                f.leaked(),
                f.oldestSeconds(),
                f.firstSeen(),
                1,
                frame,
                f.channel(),
                many,
                stack,
                List.of(),
                List.of());
    }

    public static Snapshot snapshot(Finding... findings) {
        return snapshot(List.of(findings), AT, List.of(), null);
    }

    public static Snapshot snapshot(
            List<Finding> findings, Instant at, List<Problem> problems, @Nullable MainWait main) {
        return new Snapshot(
                new Snapshot.AgentFacts("1.0.0", false, "60s", "5s"),
                new Snapshot.JvmRead(4711, "21.0.9", "com.acme.Shop", "shop-7", Instant.parse("2026-11-24T10:00:00Z")),
                at,
                0.0125,
                problems,
                new ThreadCounts(new ThreadCounts.States(9, 10, 11, 1), new ThreadCounts.States(3, 11_995, 0, 3), 2, 0),
                findings,
                main,
                new Totals(
                        Map.of(Role.SENDER, 3L, Role.RECEIVER, 1L, Role.LOCK, 0L, Role.WAITER, 0L),
                        Map.of(Role.SENDER, 2L, Role.RECEIVER, 0L, Role.LOCK, 0L, Role.WAITER, 0L),
                        Map.of(Role.SENDER, 0L, Role.RECEIVER, 0L, Role.LOCK, 0L, Role.WAITER, 0L),
                        7,
                        0));
    }

    public static Snapshot full() {
        return snapshot(
                List.of(leakedSender(), receiver()),
                AT,
                List.of(new Problem("platform", "platform threads unwatched: no java.management in this image")),
                new MainWait(frame("com.acme.Shop", "main", 12), "await", 3_590, false, true));
    }

    public static Snapshot quiet() {
        Snapshot s = snapshot();
        return new Snapshot(
                new Snapshot.AgentFacts("1.0.0", true, "60s", "5s"),
                new Snapshot.JvmRead(4711, "21.0.9", null, null, s.jvm().started()),
                s.at(),
                0,
                List.of(),
                new ThreadCounts(new ThreadCounts.States(2, 0, 5, 0), new ThreadCounts.States(0, 0, 0, 0), 0, 1),
                List.of(),
                null,
                s.totals());
    }

    public static List<Finding> many(int count) {
        List<Finding> many = new ArrayList<>();
        Stream.iterate(0, i -> i < count, i -> i + 1).forEach(i -> many.add(finding(i, Role.SENDER, 2, 0)));
        return many;
    }
}
