// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.finding.BlindSpots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts, look by look, the threads of kinds that are not aged in this JVM. For the watcher's thread only. */
public final class UnagedThreads {
    private static final String NO_MANAGEMENT = "no java.management in this image";

    private final List<Kind> kinds = new ArrayList<>();
    public final Kind platform;
    public final Kind virtual = kind("virtual", "virtual threads: their hooks take no effect in this JVM");
    public final Kind classInit =
            kind("class_init", "threads in class initialization: the JVM calls them running, and they use no CPU time");
    public final Kind virtualMonitor;
    private int socketReads;

    /** {@code managed} is whether this image has java.management. */
    public UnagedThreads(boolean managed) {
        platform = kind(
                "platform",
                "platform threads that wait: "
                        + (managed ? "the JVM would call a getId of the program's to tell of them" : NO_MANAGEMENT));
        String why = managed ? "attached to JDK " + Runtime.version().feature() : NO_MANAGEMENT;
        virtualMonitor = kind("virtual_monitor", "virtual threads in monitors: " + why);
    }

    /** One kind, with its members at this look and at the last one. */
    public static final class Kind implements Consumer<Thread> {
        private final String what;
        private final String text;
        private int now;
        private int before;

        private Kind(String what, String text) {
            this.what = what;
            this.text = text;
        }

        public void add() {
            now++;
        }

        @Override
        public void accept(Thread member) {
            add();
        }

        /** Counts a thread that is known to have been a member at the last look too. */
        public void again() {
            now++;
            before = Math.max(1, before);
        }
    }

    private Kind kind(String what, String text) {
        Kind kind = new Kind(what, text);
        kinds.add(kind);
        return kind;
    }

    /** Starts a look. Must be called first. */
    public void begin() {
        for (Kind kind : kinds) {
            kind.before = kind.now;
            kind.now = 0;
        }
        socketReads = 0;
    }

    /** Counts a platform thread in a socket read, which the JVM reports as running. */
    public void socketRead() {
        socketReads++;
    }

    /** Returns one row per kind that has members at this look and had some at the last. */
    public List<BlindSpots.Blind> rows() {
        List<BlindSpots.Blind> rows = new ArrayList<>();
        for (Kind kind : kinds) {
            if (kind.now > 0 && kind.before > 0) {
                rows.add(new BlindSpots.Blind(kind.what, kind.now, kind.text));
            }
        }
        return rows;
    }

    /** Returns the old waits that are reported nowhere, by reason. */
    public List<BlindSpots.LeftOut> leftOut(List<OldWait> old) {
        if (socketReads == 0 && old.isEmpty()) {
            return List.of();
        }
        Map<String, Integer> counts = new TreeMap<>();
        if (socketReads > 0) {
            counts.put(BlindSpots.Why.SOCKET_READ, socketReads);
        }
        for (OldWait wait : old) {
            String why = wait.is().leftOut();
            if (why != null) {
                counts.merge(why, 1, Integer::sum);
            }
        }
        List<BlindSpots.LeftOut> rows = new ArrayList<>(counts.size());
        for (Map.Entry<String, Integer> count : counts.entrySet()) {
            rows.add(new BlindSpots.LeftOut(count.getKey(), count.getValue()));
        }
        return rows;
    }
}
