// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.BlindSpots.Carriers;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Snapshot.Ended;
import io.parkwatch.finding.Snapshot.MainWait;
import io.parkwatch.finding.Snapshot.ProofRun;
import io.parkwatch.finding.Snapshot.Service;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.text.IsoTime;
import io.parkwatch.text.JsonWriter;
import io.parkwatch.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Renders a snapshot as the JSON of the contract, schema 1. Unknown values are absent, not null or empty. */
public final class ReportJson {
    static final int MOST_BYTES = 1_000_000;
    static final int MOST_FINDINGS = 200;
    private static final int MOST_PROBLEMS = 50;
    private static final int MOST_PROBLEM_CHARS = 500;
    private static final int MOST_ENDED = 50;

    /** Room for the commas between findings and for {@code findingsLeftOut}. */
    private static final int SPARE_BYTES = 300;

    /** The usual size of the rest of the report, in characters: a buffer that grows is copied each time. */
    private static final int SPARE_CHARS = 2_048;

    private ReportJson() {}

    /**
     * Returns one line of JSON, at most 1,000,000 bytes in UTF-8, that is safe to print on a terminal. The findings are
     * a prefix of the snapshot's, which are worst first. Findings past 200, or past the size, are left out whole and
     * counted in {@code findingsLeftOut}, which is absent if there are none.
     */
    public static String of(Snapshot snapshot) {
        int left = MOST_BYTES - SPARE_BYTES - bytes(render(snapshot, List.of()));
        List<String> kept = new ArrayList<>();
        for (Finding finding : snapshot.findings()) {
            String json = Printable.json(FindingJson.of(finding));
            left -= bytes(json);
            if (left < 0 || kept.size() == MOST_FINDINGS) {
                break;
            }
            kept.add(json);
        }
        return render(snapshot, kept);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String render(Snapshot s, List<String> findings) {
        int length = 0;
        for (String finding : findings) {
            length += finding.length() + 1;
        }
        StringBuilder out = new StringBuilder(length + SPARE_CHARS);
        JsonWriter json = new JsonWriter(out);
        json.beginObject();
        json.name("schema").value(1);
        facts(json, s);
        json.text("at", IsoTime.seconds(s.at()));
        json.name("problems").beginArray();
        for (Problem p : Limits.first(MOST_PROBLEMS, s.problems())) {
            json.value(Printable.cut(MOST_PROBLEM_CHARS, p.text()));
        }
        json.endArray();
        watched(json, s.watched());
        json.name("findings").beginArray();
        for (String finding : findings) {
            json.jsonValue(finding);
        }
        json.endArray();
        json.positive("findingsLeftOut", (long) s.findings().size() - findings.size() + s.findingsLeftOut());
        unseen(json, s.unseen());
        ended(json, s.ended());
        ProofRun proof = s.proof();
        if (proof != null) {
            json.name("proof").beginObject();
            json.text("at", IsoTime.seconds(proof.at()));
            String problem = proof.problem();
            json.text("problem", problem == null ? null : Printable.cut(MOST_PROBLEM_CHARS, problem));
            json.endObject();
        }
        MainWait main = s.main();
        if (main != null) {
            json.name("main").beginObject();
            json.text("waitsAt", Limits.frame(main.waitsAt()));
            json.text("operation", Limits.name(main.operation()));
            json.seconds("seconds", main.seconds());
            json.flag("end", main.end());
            json.flag("atLeast", main.atLeast());
            json.endObject();
        }
        json.endObject();
        return Printable.json(out.toString());
    }

    private static void facts(JsonWriter json, Snapshot s) {
        json.name("agent").beginObject();
        json.text("version", s.agent().version());
        json.name("attached").value(s.agent().attached());
        json.text("threshold", s.agent().threshold());
        json.text("interval", s.agent().interval());
        json.text("lastLook", IsoTime.seconds(s.at()));
        json.positive("look", s.agent().look());
        json.text("url", s.agent().url());
        json.endObject();
        json.name("jvm").beginObject();
        json.name("pid").value(s.jvm().pid());
        json.text("java", s.jvm().java());
        String main = s.jvm().main();
        json.text("main", main == null ? null : Limits.name(main));
        String host = s.jvm().host();
        json.text("host", host == null ? null : Limits.name(host));
        json.text("started", IsoTime.seconds(s.jvm().started()));
        json.endObject();
        Service service = s.jvm().service();
        if (service != null) {
            json.name("service").beginObject();
            json.text("name", Limits.name(service.name()));
            String version = service.version();
            json.text("version", version == null ? null : Limits.name(version));
            json.endObject();
        }
    }

    private static void watched(JsonWriter json, ThreadCounts w) {
        json.name("watched").beginObject();
        json.name("platform").value(w.platform().all());
        json.name("virtual").value(w.virtual().all());
        if (w.coroutines() != null) {
            json.name("coroutines").value(w.coroutines().all());
        }
        ThreadCounts.States all = w.sum();
        json.name("running").value(all.running());
        json.name("waiting").value(all.waiting());
        json.name("idle").value(all.idle());
        json.name("stuck").value(all.stuck());
        json.name("leaked").value(w.leaked());
        json.positive("deadlocked", w.deadlocked());
        json.name("reclaimed").value(w.reclaimed());
        json.endObject();
    }

    private static void ended(JsonWriter json, List<Ended> all) {
        if (all.isEmpty()) {
            return;
        }
        json.name("ended").beginArray();
        for (Ended one : Limits.first(MOST_ENDED, all)) {
            json.beginObject();
            json.text("fingerprint", one.fingerprint());
            json.text("summary", Printable.cut(FindingJson.MOST_SENTENCE, one.summary()));
            json.text("endedAt", IsoTime.seconds(one.endedAt()));
            json.name("most").value(one.most());
            json.endObject();
        }
        json.endArray();
    }

    private static void unseen(JsonWriter json, BlindSpots unseen) {
        if (!unseen.blind().isEmpty()) {
            json.name("blind").beginArray();
            for (BlindSpots.Blind row : unseen.blind()) {
                json.beginObject();
                json.name("what").value(row.what());
                json.name("threads").value(row.threads());
                json.name("text").value(row.text());
                json.endObject();
            }
            json.endArray();
        }
        if (!unseen.leftOut().isEmpty()) {
            json.name("leftOut").beginArray();
            for (BlindSpots.LeftOut row : unseen.leftOut()) {
                json.beginObject();
                json.name("why").value(row.why());
                json.name("threads").value(row.threads());
                json.endObject();
            }
            json.endArray();
        }
        json.positive("unread", unseen.unread());
        Carriers carriers = unseen.carriers();
        if (carriers != null) {
            json.name("carriers").beginObject();
            json.name("parallelism").value(carriers.parallelism());
            json.name("pinned").value(carriers.pinned());
            json.name("ready").value(carriers.ready());
            if (carriers.ready() > 0) {
                json.seconds("readyOldestSeconds", carriers.readyOldestSeconds());
            }
            json.endObject();
        }
    }
}
