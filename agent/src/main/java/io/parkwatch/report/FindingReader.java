// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.Unproved;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Place;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.StuckThread;
import io.parkwatch.finding.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one finding of a report. */
final class FindingReader {
    private FindingReader() {}

    static Finding read(Fields f) throws ReportException {
        return new Finding(
                f.required("fingerprint"),
                verdict(f.required("verdict")),
                role(f),
                f.text("operation"),
                f.text("summary"),
                f.text("advice"),
                f.count("count"),
                f.count("leaked"),
                oldestSeconds(f),
                f.time("firstSeen"),
                f.countOrNull("countHourAgo"),
                FrameReader.parse(f.required("waitsAt")),
                channel(f.objectOrNull("channel")),
                threads(f),
                frames(f, "stack"),
                frames(f, "createdAt"),
                places(f, "alsoCreatedAt"),
                f.countOrNull("reclaimed") == null ? 0 : f.count("reclaimed"),
                notProved(f),
                places(f, "alsoWaitsAt"),
                holder(f.objectOrNull("holder")));
    }

    private static List<Unproved> notProved(Fields f) throws ReportException {
        List<Unproved> reasons = new ArrayList<>();
        for (Fields reason : f.objects("notProved")) {
            reasons.add(new Unproved(reason.text("reason"), reason.count("count")));
        }
        return reasons;
    }

    static double oldestSeconds(Fields f) throws ReportException {
        return f.seconds("oldestSeconds");
    }

    /** Reads the role. A word of a newer agent reads as waiter, which covers any wait that has no other role. */
    static Role role(Fields f) throws ReportException {
        String word = f.required("role");
        for (Role role : Role.values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return Role.WAITER;
    }

    /** Reads the verdict. A word of a newer agent reads as stuck, which claims the least and fits every finding. */
    private static Verdict verdict(String word) {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.word().equals(word)) {
                return verdict;
            }
        }
        return Verdict.STUCK;
    }

    private static Channel channel(@Nullable Fields c) throws ReportException {
        if (c == null) {
            return new Channel("", Kind.NONE, null, null, List.of(), List.of());
        }
        return new Channel(
                c.text("type"),
                kind(c.text("kind")),
                c.countOrNull("size"),
                c.countOrNull("capacity"),
                frames(c, "createdAt"),
                places(c, "alsoCreatedAt"),
                c.countOrNull("instances"),
                state(c.objectOrNull("state")));
    }

    /** Reads the state. Words of a newer agent are skipped, since they are shown nowhere. */
    private static Map<String, Integer> state(@Nullable Fields s) throws ReportException {
        Map<String, Integer> state = new HashMap<>();
        for (String word : s == null ? List.<String>of() : List.of("parties", "arrived")) {
            Integer number = s == null ? null : s.countOrNull(word);
            if (number != null) {
                state.put(word, number);
            }
        }
        return state;
    }

    private static @Nullable Holder holder(@Nullable Fields h) throws ReportException {
        return h == null ? null : new Holder(h.number("id"), h.text("name"), h.flag("virtual"), h.text("how"));
    }

    /** Reads the kind. A word of a newer agent reads as none: anything said about the capacity would be a guess. */
    private static Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        return Kind.NONE;
    }

    private static List<StuckThread> threads(Fields f) throws ReportException {
        List<StuckThread> threads = new ArrayList<>();
        for (Fields t : f.objects("threads")) {
            threads.add(new StuckThread(
                    t.number("id"),
                    t.text("name"),
                    t.flag("virtual"),
                    t.time("since"),
                    t.seconds("seconds"),
                    t.flag("atLeast"),
                    t.textOrNull("verdict") == null ? Verdict.STUCK : verdict(t.text("verdict")),
                    t.flag("coroutine")));
        }
        return threads;
    }

    private static List<Place> places(Fields f, String name) throws ReportException {
        List<Place> places = new ArrayList<>();
        for (Fields place : f.objects(name)) {
            places.add(new Place(place.count("count"), frames(place, "stack")));
        }
        return places;
    }

    private static List<Frame> frames(Fields f, String name) throws ReportException {
        return FrameReader.all(f.texts(name));
    }
}
