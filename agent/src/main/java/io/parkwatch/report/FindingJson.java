// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.HeldBy;
import io.parkwatch.finding.Finding.Link;
import io.parkwatch.finding.Finding.Unproved;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Place;
import io.parkwatch.finding.Stack;
import io.parkwatch.finding.StuckThread;
import io.parkwatch.finding.Verdict;
import io.parkwatch.text.IsoTime;
import io.parkwatch.text.JsonWriter;
import io.parkwatch.text.Printable;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Renders one finding of the report, separately, so that a finding that does not fit can be left out whole. */
final class FindingJson {
    private static final int MOST_THREADS = 20;
    private static final int MOST_PLACES = 10;
    static final int MOST_SENTENCE = 1_000;
    private static final int MOST_COUNTS = 12;
    /** The size of most findings, in characters: a buffer that grows is copied each time. */
    private static final int USUAL = 2_048;

    private FindingJson() {}

    static String of(Finding f) {
        StringBuilder out = new StringBuilder(USUAL);
        JsonWriter json = new JsonWriter(out);
        json.beginObject();
        json.text("fingerprint", f.fingerprint());
        json.text("verdict", f.verdict().word());
        json.text("role", f.role().word());
        json.text("operation", Limits.name(f.operation()));
        json.text("summary", Printable.cut(MOST_SENTENCE, f.summary()));
        json.text("advice", Printable.cut(MOST_SENTENCE, f.advice()));
        json.name("count").value(f.count());
        json.name("leaked").value(f.leaked());
        json.positive("deadlocked", f.deadlocked());
        endedBy(json, f.endedBy());
        json.seconds("oldestSeconds", f.oldestSeconds());
        String firstSeen = IsoTime.seconds(f.firstSeen());
        json.text("firstSeen", firstSeen);
        json.positive("reclaimed", f.reclaimed());
        json.number("countHourAgo", f.countHourAgo());
        json.text("root", f.root());
        json.positive("behind", f.behind());
        json.text("waitsAt", Limits.frame(f.waitsAt()));
        json.text("calledAt", frame(f.calledAt()));
        places(json, "alsoWaitsAt", f.alsoWaitsAt());
        channel(json, f.channel());
        json.name("threads").beginArray();
        for (StuckThread t : Limits.first(MOST_THREADS, f.threads())) {
            // The oldest thread was mostly seen first, and dates are among the most expensive texts to format.
            thread(json, t, t.since().equals(f.firstSeen()) ? firstSeen : IsoTime.seconds(t.since()));
        }
        json.endArray();
        frames(json, "stack", f.stack());
        frames(json, "createdAt", f.createdAt());
        places(json, "alsoCreatedAt", f.alsoCreatedAt());
        notProved(json, f.notProved());
        Holder holder = f.holder();
        if (holder != null) {
            json.name("holder");
            holder(json, holder);
        }
        alsoHeldBy(json, f.alsoHeldBy());
        circle(json, f.circle());
        json.positive("circles", f.circles());
        counts(json, f.counts());
        json.endObject();
        return out.toString();
    }

    private static void counts(JsonWriter json, List<Integer> counts) {
        if (!counts.isEmpty()) {
            json.name("counts").beginArray();
            for (int count : Limits.first(MOST_COUNTS, counts)) {
                json.value(count);
            }
            json.endArray();
        }
    }

    private static @Nullable String frame(@Nullable Frame frame) {
        return frame == null ? null : Limits.frame(frame);
    }

    private static void endedBy(JsonWriter json, List<String> words) {
        if (!words.isEmpty()) {
            json.name("endedBy").beginArray();
            for (String word : Limits.first(MOST_PLACES, words)) {
                json.value(Limits.name(word));
            }
            json.endArray();
        }
    }

    private static void channel(JsonWriter json, Channel c) {
        if (c.type().isEmpty()) {
            return;
        }
        json.name("channel").beginObject();
        json.text("type", Limits.name(c.type()));
        json.text("kind", c.kind().word());
        json.number("size", c.size());
        json.number("capacity", c.capacity());
        json.text("within", c.within() == null ? null : Limits.name(c.within()));
        json.number("instances", c.instances());
        json.text("of", c.of() == null ? null : Limits.name(c.of()));
        if (!c.state().isEmpty()) {
            json.name("state").beginObject();
            new TreeMap<>(c.state()).forEach((word, number) -> json.name(word).value(number));
            json.endObject();
        }
        frames(json, "createdAt", c.createdAt());
        places(json, "alsoCreatedAt", c.alsoCreatedAt());
        json.endObject();
    }

    private static void alsoHeldBy(JsonWriter json, List<HeldBy> others) {
        if (others.isEmpty()) {
            return;
        }
        json.name("alsoHeldBy").beginArray();
        for (HeldBy other : Limits.first(MOST_PLACES, others)) {
            json.beginObject();
            json.name("count").value(other.count());
            json.name("holder");
            holder(json, other.holder());
            json.endObject();
        }
        json.endArray();
    }

    private static void circle(JsonWriter json, List<Link> links) {
        if (links.isEmpty()) {
            return;
        }
        json.name("circle").beginArray();
        for (Link link : Limits.first(MOST_THREADS, links)) {
            json.beginObject();
            json.text("thread", Limits.name(link.thread()));
            json.name("id").value(link.id());
            json.text("waitsFor", Printable.cut(MOST_SENTENCE, link.waitsFor()));
            json.text("waitsAt", frame(link.waitsAt()));
            json.text("heldBy", Limits.name(link.heldBy()));
            json.text("how", link.how());
            json.endObject();
        }
        json.endArray();
    }

    private static void holder(JsonWriter json, Holder holder) {
        json.beginObject();
        if (!holder.isCoroutine()) {
            json.name("id").value(holder.id());
        }
        json.text("name", Limits.name(holder.name()));
        json.name(holder.isCoroutine() ? "coroutine" : "virtual").value(holder.isCoroutine() || holder.virtual());
        json.text("state", holder.state());
        json.text("at", frame(holder.at()));
        json.text("fingerprint", holder.fingerprint());
        json.text("how", holder.how());
        json.endObject();
    }

    private static void thread(JsonWriter json, StuckThread t, String since) {
        json.beginObject();
        if (!t.coroutine()) {
            json.name("id").value(t.id());
        }
        json.text("name", Limits.name(t.name()));
        json.name(t.coroutine() ? "coroutine" : "virtual").value(t.coroutine() || t.virtual());
        json.text("since", since);
        json.seconds("seconds", t.seconds());
        json.flag("atLeast", t.atLeast());
        if (t.verdict() != Verdict.STUCK) {
            json.text("verdict", t.verdict().word());
        }
        json.endObject();
    }

    private static void notProved(JsonWriter json, List<Unproved> reasons) {
        if (reasons.isEmpty()) {
            return;
        }
        json.name("notProved").beginArray();
        for (Unproved reason : Limits.first(MOST_PLACES, reasons)) {
            json.beginObject();
            json.text("reason", Limits.name(reason.reason()));
            json.name("count").value(reason.count());
            json.endObject();
        }
        json.endArray();
    }

    private static void places(JsonWriter json, String name, List<Place> places) {
        if (places.isEmpty()) {
            return;
        }
        json.name(name).beginArray();
        for (Place place : Limits.first(MOST_PLACES, places)) {
            json.beginObject();
            json.name("count").value(place.count());
            frames(json, "stack", place.stack());
            json.endObject();
        }
        json.endArray();
    }

    private static void frames(JsonWriter json, String name, List<Frame> frames) {
        if (frames.isEmpty()) {
            return;
        }
        json.name(name).beginArray();
        for (Frame frame : Limits.first(Stack.MOST_FRAMES, frames)) {
            json.value(Limits.frame(frame));
        }
        json.endArray();
    }
}
