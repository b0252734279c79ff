// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.search.Found;
import io.parkwatch.search.FoundThread;
import io.parkwatch.search.Wish;
import io.parkwatch.text.IsoTime;
import io.parkwatch.text.JsonWriter;
import io.parkwatch.text.Printable;

/** Renders the answer to a search for threads. Unknown values are absent. */
public final class ThreadsJson {
    private ThreadsJson() {}

    /** Returns the answer until a look has given one. */
    public static String pending(Wish wish) {
        StringBuilder out = new StringBuilder();
        JsonWriter json = begin(out, wish);
        json.flag("pending", true);
        json.endObject();
        return Printable.json(out.toString());
    }

    public static String of(Found found) {
        StringBuilder out = new StringBuilder();
        JsonWriter json = begin(out, found.wish());
        json.name("look").value(found.look());
        json.text("at", IsoTime.seconds(found.at()));
        json.name("total").value(found.total());
        json.positive("unread", found.unread());
        json.name("threads").beginArray();
        for (FoundThread thread : Limits.first(Found.PAGE, found.threads())) {
            thread(json, thread);
        }
        json.endArray().endObject();
        return Printable.json(out.toString());
    }

    private static JsonWriter begin(StringBuilder out, Wish wish) {
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("schema").value(1);
        json.name("q").value(wish.text());
        json.name("from").value(wish.from());
        return json;
    }

    private static void thread(JsonWriter json, FoundThread t) {
        json.beginObject();
        if (!t.coroutine()) {
            json.name("id").value(t.id());
        }
        json.text("name", Limits.name(t.name()));
        json.name(t.coroutine() ? "coroutine" : "virtual").value(t.coroutine() || t.virtual());
        json.text("state", t.state());
        if (t.since() != null) {
            json.text("since", IsoTime.seconds(t.since()));
            json.seconds("seconds", t.seconds());
            json.flag("atLeast", t.atLeast());
        }
        json.text("at", t.at() == null ? null : Limits.frame(t.at()));
        FoundThread.Why why = t.why();
        json.text("fingerprint", why.fingerprint());
        json.text("leftOut", why.leftOut());
        json.text("rule", why.rule() == null ? null : Limits.name(why.rule()));
        json.text("reason", why.reason());
        json.text("blind", why.blind());
        json.endObject();
    }
}
