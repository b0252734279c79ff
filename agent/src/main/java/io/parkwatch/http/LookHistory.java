// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.text.IsoTime;
import io.parkwatch.text.JsonWriter;
import java.time.Instant;
import java.util.List;

/**
 * How many threads were stuck at the looks since the agent came: at each of the last 240, and at up to 240 before them.
 * One of those stands for a growing number of looks, and is the one that saw most stuck threads. The arrays take 13 kB
 * and never grow. The watcher's thread adds, the endpoint's reads.
 */
final class LookHistory {
    static final int RECENT = 240;
    static final int OLDER = 240;
    private static final int ROLES = 4;
    private static final int LEAKED = 1 + ROLES;
    private static final int DEADLOCKED = LEAKED + 1;
    private static final int WIDTH = DEADLOCKED + 1;

    private final List<Role> roles = List.of(Role.values());
    private final Instant from;
    private final int[] recent = new int[RECENT * WIDTH];
    private final int[] older = new int[OLDER * WIDTH];

    /** How many points were ever added to {@link #recent}; the last ones are there. */
    private long added;

    /** How many points of {@link #older} are in use, how many looks each stands for, and how many the last one does. */
    private int used;

    private int span = 1;
    private int inLast;

    /** The time of the last look: the clock may go back. */
    private int latest;

    /** Creates a history that begins with a look at which nothing was stuck. */
    LookHistory(Instant from) {
        this.from = from;
        addQuiet(from);
    }

    /** Adds a look at which nothing was stuck. */
    synchronized void addQuiet(Instant at) {
        next(at);
    }

    synchronized void add(Snapshot look) {
        int at = next(look.at());
        for (Finding finding : look.findings()) {
            recent[at + 1 + roles.indexOf(finding.role())] += finding.count() - finding.reclaimed();
        }
        recent[at + LEAKED] = look.watched().leaked();
        recent[at + DEADLOCKED] = look.watched().deadlocked();
    }

    /** Makes room for a look. Returns its index in {@link #recent}, where only its time is set. */
    private int next(Instant at) {
        int index = (int) (added % RECENT) * WIDTH;
        if (added >= RECENT) {
            keep(index);
        }
        added++;
        long seconds = at.getEpochSecond() - from.getEpochSecond();
        latest = (int) Math.max(latest, Math.min(seconds, Integer.MAX_VALUE));
        recent[index] = latest;
        for (int i = 1; i < WIDTH; i++) {
            recent[index + i] = 0;
        }
        return index;
    }

    /** Moves a recent look to the older ones. */
    private void keep(int index) {
        if (inLast > 0 && inLast < span) {
            inLast++;
            copyIfMore(recent, index, (used - 1) * WIDTH);
            return;
        }
        if (used == OLDER) {
            halve();
        }
        System.arraycopy(recent, index, older, used * WIDTH, WIDTH);
        used++;
        inLast = 1;
    }

    private void halve() {
        for (int i = 0; i < OLDER / 2; i++) {
            System.arraycopy(older, 2 * i * WIDTH, older, i * WIDTH, WIDTH);
            copyIfMore(older, (2 * i + 1) * WIDTH, i * WIDTH);
        }
        used = OLDER / 2;
        span *= 2;
    }

    private void copyIfMore(int[] of, int index, int to) {
        if (stuck(of, index) > stuck(older, to)) {
            System.arraycopy(of, index, older, to, WIDTH);
        }
    }

    private static int stuck(int[] of, int index) {
        int all = 0;
        for (int i = 1; i <= ROLES; i++) {
            all += of[index + i];
        }
        return all;
    }

    /** Returns the points, oldest first, as JSON. */
    synchronized String json() {
        StringBuilder out = new StringBuilder();
        JsonWriter json = new JsonWriter(out);
        json.beginObject();
        json.name("schema").value(1);
        json.text("from", IsoTime.seconds(from));
        json.name("fields").beginArray().value("seconds");
        for (Role role : roles) {
            json.value(role.word());
        }
        json.value("leaked").value("deadlocked").endArray();
        json.name("points").beginArray();
        for (int i = 0; i < used; i++) {
            point(json, older, i * WIDTH);
        }
        for (long i = Math.max(0, added - RECENT); i < added; i++) {
            point(json, recent, (int) (i % RECENT) * WIDTH);
        }
        json.endArray().endObject();
        return out.toString();
    }

    private static void point(JsonWriter json, int[] of, int index) {
        json.beginArray();
        for (int i = 0; i < WIDTH; i++) {
            json.value(of[index + i]);
        }
        json.endArray();
    }
}
