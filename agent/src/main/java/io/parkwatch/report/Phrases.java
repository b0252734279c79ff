// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Verdict;
import io.parkwatch.text.IsoTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats numbers, times and channels for people: plain ASCII but for the program's names, since terminals differ. */
public final class Phrases {
    private Phrases() {}

    /** Returns {@code 12,031}. */
    public static String number(long n) {
        StringBuilder text = new StringBuilder().append(n);
        for (int comma = text.length() - 3; comma > (n < 0 ? 1 : 0); comma -= 3) {
            text.insert(comma, ',');
        }
        return text.toString();
    }

    /** Returns {@code 1 thread}, {@code 3 threads}. */
    public static String count(long n, String what) {
        return count(n, what, what + 's');
    }

    static String count(long n, String one, String many) {
        return number(n) + ' ' + (n == 1 ? one : many);
    }

    /** Returns an age in its two largest units: {@code 1 min 11 s}. */
    public static String age(double seconds) {
        long s = Math.max(0, (long) seconds);
        if (s < 60) {
            return s + " s";
        }
        if (s < 3_600) {
            return two(s / 60, "min", s % 60, "s");
        }
        if (s < 86_400) {
            return two(s / 3_600, "h", s % 3_600 / 60, "min");
        }
        return two(s / 86_400, "d", s % 86_400 / 3_600, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** Returns {@code 2026-11-24 11:00:00 UTC}. */
    static String time(Instant at) {
        return IsoTime.seconds(at).replace('T', ' ').replace("Z", " UTC");
    }

    /** Returns the word for a verdict, in upper case for a proved leak. */
    public static String verdict(Verdict verdict) {
        return verdict == Verdict.LEAKED ? "LEAKED" : verdict == Verdict.DEADLOCKED ? "DEADLOCKED" : verdict.word();
    }

    static List<String> known(Channel c) {
        List<String> known = new ArrayList<>();
        String room = room(c);
        if (room != null) {
            known.add(room);
        }
        if (c.of() != null) {
            known.add("the class " + Limits.name(c.of()));
        }
        Integer parties = c.state().get("parties");
        Integer arrived = c.state().get("arrived");
        if (parties != null && arrived != null) {
            known.add(number(arrived) + " of " + count(parties, "party", "parties") + (arrived == 1 ? " is" : " are")
                    + " there");
        }
        Integer permits = c.state().get("permits");
        if (permits != null) {
            known.add(count(permits, "permit") + " left");
        }
        Integer count = c.state().get("count");
        if (count != null) {
            known.add("its count is " + number(count));
        }
        int readers = c.state().getOrDefault("readers", 0);
        if (readers > 0) {
            known.add("read-locked " + count(readers, "time"));
        }
        side(known, c.state().get("putters"), "put");
        side(known, c.state().get("takers"), "take");
        Integer out = c.state().get("out");
        Integer idle = c.state().get("idle");
        Integer wanted = c.state().get("wanted");
        if (out != null && idle != null && wanted != null) {
            known.add("in its pool " + number(out) + (out == 1 ? " is" : " are") + " handed out, " + number(idle)
                    + " idle, " + number(wanted) + " wanted");
        }
        int waiters = c.state().getOrDefault("waiters", 0);
        if (waiters > 1) {
            known.add(count(waiters, "thread") + " wait for it");
        }
        if (c.instances() != null && c.instances() > 1) {
            known.add(number(c.instances()) + " different ones");
        }
        return known;
    }

    private static void side(List<String> known, @Nullable Integer threads, String what) {
        if (threads != null) {
            known.add((threads == 0 ? "no thread" : count(threads, "thread")) + (threads > 1 ? " wait" : " waits")
                    + " to " + what);
        }
    }

    /** Returns what a channel holds, {@code bounded, it holds 3 of 10 items}, or null if that is not known. */
    private static @Nullable String room(Channel c) {
        Kind kind = c.kind();
        if (kind == Kind.RENDEZVOUS) {
            return "a rendezvous, it holds no items";
        }
        if (kind == Kind.BOUNDED) {
            return bounded(c.size(), c.capacity());
        }
        return kind == Kind.NONE
                ? null
                : "unbounded" + (c.size() == null ? "" : ", it holds " + count(c.size(), "item"));
    }

    private static String bounded(@Nullable Integer size, @Nullable Integer capacity) {
        if (size == null) {
            return "bounded" + (capacity == null ? "" : ", it has room for " + count(capacity, "item"));
        }
        if (capacity == null) {
            return "bounded, it holds " + count(size, "item");
        }
        String fill = size.equals(capacity) ? " (full)" : size == 0 ? " (empty)" : "";
        return "bounded, it holds " + number(size) + " of " + count(capacity, "item") + fill;
    }
}
