// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Role;
import io.parkwatch.gather.Cause;
import io.parkwatch.look.jvm.Synchronizers;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers of what stuck threads wait for, again at each look: of each finding for the oldest wait alone,
 * which its report describes. For the watcher's thread only.
 */
public final class ChannelStates {
    private final Evidence evidence;
    private final Synchronizers synchronizers = new Synchronizers();
    private final Queues queues = new Queues(synchronizers);
    private final Transfers transfers = new Transfers();
    private final Phasers phasers = new Phasers();
    private final Pools pools;

    public ChannelStates(Evidence evidence) {
        this.evidence = evidence;
        pools = new Pools(evidence.instrumentation(), synchronizers);
    }

    /** Adds the numbers to the causes of the look's old waits, which are in the same order. */
    public void add(@Nullable Cause[] causes, LookState look) {
        look.budget.begin();
        addAll(causes, look);
        look.budget.end();
    }

    private void addAll(@Nullable Cause[] causes, LookState look) {
        List<Read> reads = new ArrayList<>();
        List<Object> blockers = new ArrayList<>();
        List<Pools.Wait> inPools = new ArrayList<>();
        for (int place : oldest(look)) {
            Read read = read(place, look);
            if (read != null) {
                reads.add(read);
                Object blocker = read.waits.blocker();
                if (blocker != null && synchronizers.isCondition(blocker) && queues.isIn(read.waits.frames())) {
                    blockers.add(blocker);
                }
                if (read.inPool) {
                    inPools.add(read.waits);
                }
            }
        }
        if (reads.isEmpty()) {
            return;
        }
        queues.find(blockers, evidence.registry());
        pools.find(
                inPools,
                inPools.isEmpty() ? new Thread[0] : evidence.threads().platform.all());
        for (Read read : reads) {
            boolean inPool = read.inPool && pools.ownsAll(read.waits, alike(read, look));
            Map<String, Integer> numbers = numbers(read, inPool);
            // What changes between two readings is no state.
            if (!numbers.isEmpty() && numbers.equals(numbers(read, inPool)) && isSame(read, look)) {
                causes[read.place] = Cause.with(causes[read.place], numbers);
            }
        }
    }

    /** A wait whose numbers are read. */
    private record Read(int place, Pools.Wait waits, boolean puts, boolean inPool) {}

    private @Nullable Read read(int place, LookState look) {
        Thread thread = look.threads.get(place);
        OldWait old = look.old.get(place);
        Object blocker = thread == null ? null : evidence.threads().platform.blocker(thread);
        if (thread == null || OldWait.hash(blocker) != old.blocker()) {
            return null; // it waits for something else by now
        }
        Observation seen = old.observation();
        List<Frame> frames = seen.stack().frames();
        boolean puts = old.is() instanceof Classification.Stuck stuck
                && stuck.operation().role() == Role.SENDER;
        return new Read(
                place,
                new Pools.Wait(thread, blocker, blocker == null ? seen.instance() : 0, seen.blocker(), frames),
                puts,
                pools.isIn(frames));
    }

    /** Returns the waits of the same finding. */
    private List<Pools.Wait> alike(Read read, LookState look) {
        String fingerprint = fingerprint(read.place, look);
        List<Pools.Wait> waits = new ArrayList<>();
        for (int i = 0; i < look.old.size(); i++) {
            if (fingerprint.equals(fingerprint(i, look))) {
                Read other = read(i, look);
                if (other != null) {
                    waits.add(other.waits);
                }
            }
        }
        return waits;
    }

    private static String fingerprint(int place, LookState look) {
        return look.old.get(place).is() instanceof Classification.Stuck stuck ? stuck.fingerprint() : "";
    }

    private boolean isSame(Read read, LookState look) {
        return read(read.place, look) != null;
    }

    /** Returns the place of the oldest wait of each finding. The numbers of locks are read with their holders. */
    private static Iterable<Integer> oldest(LookState look) {
        Map<String, Integer> oldest = new HashMap<>();
        for (int i = 0; i < look.old.size(); i++) {
            if (look.threads.get(i) != null
                    && look.old.get(i).is() instanceof Classification.Stuck stuck
                    && stuck.operation().role() != Role.LOCK) {
                Integer known = oldest.get(stuck.fingerprint());
                if (known == null || isOlder(look.old.get(i), look.old.get(known))) {
                    oldest.put(stuck.fingerprint(), i);
                }
            }
        }
        return oldest.values();
    }

    private static boolean isOlder(OldWait one, OldWait other) {
        long age = one.observation().sinceNanos() - other.observation().sinceNanos();
        return age < 0
                || (age == 0
                        && one.observation().threadId() < other.observation().threadId());
    }

    private Map<String, Integer> numbers(Read read, boolean inPool) {
        Map<String, Integer> numbers = new HashMap<>();
        Object blocker = read.waits.blocker();
        if (blocker != null) {
            numbers.putAll(of(blocker, read));
        }
        if (inPool) {
            numbers.putAll(pools.of(read.waits));
        }
        return numbers;
    }

    private Map<String, Integer> of(Object blocker, Read read) {
        Thread thread = read.waits.thread();
        if (synchronizers.isCondition(blocker)) {
            if (queues.isIn(read.waits.frames())) {
                return queues.of(blocker, thread, read.waits.frames(), read.puts);
            }
            int waiters = synchronizers.waiting(blocker, thread);
            return waiters == Synchronizers.UNKNOWN ? Map.of() : Map.of("waiters", waiters);
        }
        Map<String, Integer> numbers = transfers.of(blocker, thread);
        return numbers.isEmpty() ? phasers.of(blocker) : numbers;
    }
}
