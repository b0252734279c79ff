// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads by the hundred that are almost in a circle, or in a starved pool, all the time, and looks as fast as they go.
 * Each look is judged by what the program knows of its own threads. A reading is one stuck wait for a lock, a monitor,
 * a thread or a task in one look, which then reads who holds it.
 */
final class NearMisses {
    private static final int SHOWN = 20;

    private final Map<String, Group> groups = new HashMap<>();
    private final long target;
    private final AtomicInteger falseOnes = new AtomicInteger();
    private long readings;
    private long named;
    private long circles;
    private long starved;
    private long looks;
    private long nextLine;

    private NearMisses(long target) {
        this.target = target;
    }

    /**
     * Prints {@code soak ...} when it has read enough, a circle and a starved pool among it, and {@code false ...} for
     * whatever can't be true.
     *
     * @param args the number of sets of groups, and of readings
     */
    public static void main(String[] args) throws Exception {
        NearMisses program = new NearMisses(Long.parseLong(args[1]));
        int sets = Integer.parseInt(args[0]);
        for (int i = 0; i < sets; i++) {
            boolean mixed = Spawn.VIRTUAL && i % 2 == 1;
            program.add(Misses.all(i, mixed));
            program.add(PoolMisses.all(i, mixed));
        }
        program.groups.values().forEach(Group::start);
        EachLook.tell(program::judge);
        new Scene().play();
    }

    private void add(List<Group> all) {
        all.forEach(group -> groups.put(group.name(), group));
    }

    private void judge(EachLook.Row look) {
        looks++;
        for (EachLook.Row finding : look.rows("findings")) {
            boolean isRead = finding.text("role").equals("LOCK")
                    || finding.text("operation").equals("join")
                    || finding.text("operation").equals("get");
            if (isRead && finding.has("waitsAt")) {
                readings += finding.number("count");
                judgeOne(finding);
            }
        }
        // On a busy machine the first circle or starved pool may come late.
        boolean isEnough = readings >= target && circles > 0 && starved > 0;
        if (readings >= nextLine || isEnough) {
            System.out.println(
                    (isEnough ? "soak " : "progress ") + readings + " readings, " + looks + " looks, " + named
                            + " names, " + circles + " circles that an interrupt ended, " + starved
                            + " waits that a larger pool ended, " + falseOnes + " false");
            nextLine = readings + target / 20;
        }
    }

    private void judgeOne(EachLook.Row finding) {
        List<String> waiters = finding.rows("threads").stream()
                .map(thread -> thread.text("name"))
                .toList();
        Group group = group(waiters.get(0));
        if (group == null) {
            return; // a thread of the JVM
        }
        if (finding.number("deadlocked") > 0 && group instanceof PoolMisses.Larger) {
            starved += finding.number("deadlocked");
            check(isStarved(finding), "a starved pool", finding);
        } else if (finding.number("deadlocked") > 0) {
            circles += finding.number("circles");
            check(group instanceof Misses.Broken && isPair(finding), "a circle", finding);
        }
        if (finding.has("holder")) {
            judge(group, waiters, finding.row("holder"), finding);
        }
        for (EachLook.Row also : finding.rows("alsoHeldBy")) {
            judge(group, waiters, also.row("holder"), finding);
        }
    }

    /** Every owner releases before it ends. The threads of pools, and those that are joined, may have ended by now. */
    private void judge(Group group, List<String> waiters, EachLook.Row holder, EachLook.Row finding) {
        String name = holder.text("name");
        String how = holder.text("how");
        boolean isOwner = how.endsWith(" of the lock") || how.endsWith(" of the monitor");
        boolean isAlive = !isOwner || !holder.text("state").equals("ended");
        boolean mayHold =
                group(name) == group && waiters.stream().anyMatch(waiter -> group.mayHold(place(waiter), place(name)));
        check(isAlive && mayHold, waiters + " for " + name + ", " + holder.text("state"), finding);
    }

    private static boolean isStarved(EachLook.Row finding) {
        return finding.text("summary").contains(": the one thread of the pool ")
                && finding.get("endedBy").equals(List.of("interrupt", "cancel", "shutdownNow", "larger pool"));
    }

    /** Reports whether it is a circle of two threads that an interrupt ends. */
    private static boolean isPair(EachLook.Row finding) {
        List<EachLook.Row> circle = finding.rows("circle");
        return finding.get("endedBy").equals(List.of("interrupt"))
                && circle.size() == 2
                && circle.get(0).text("thread").equals(circle.get(1).text("heldBy"));
    }

    private void check(boolean isTrue, String what, EachLook.Row finding) {
        named++;
        if (!isTrue && falseOnes.incrementAndGet() <= SHOWN) {
            System.out.println("false " + what + ": " + finding);
        }
    }

    private @Nullable Group group(String thread) {
        return groups.get(thread.substring(0, Math.max(0, thread.lastIndexOf('-'))));
    }

    private static int place(String thread) {
        return Integer.parseInt(thread.substring(thread.lastIndexOf('-') + 1));
    }
}
