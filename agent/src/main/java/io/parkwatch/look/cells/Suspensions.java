// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.births.Registry;
import io.parkwatch.births.Resumptions;
import io.parkwatch.detect.Classification;
import io.parkwatch.families.Families;
import io.parkwatch.families.Family;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.look.waits.OldWait;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The waits that hold no thread. Each look reads the cells of every channel with suspended waiters, and so sees which
 * waits last. Channels are held weakly; a channel that is collected with a stuck wait in it took the waiter along. For
 * the watcher's thread only.
 */
public final class Suspensions {
    /** The maximum number of channels. Further ones are not seen until some have ended. */
    private static final int MOST = 1_000_000;

    private final Families families;
    private final Registry registry;
    private final Resumptions resumed;
    private final long thresholdNanos;
    private final CloseSuspensions close;
    private final List<SuspensionEntry> begun = new ArrayList<>();
    private List<ChannelWaiters> tracked = new ArrayList<>();

    /** Threads that the collector did not take along with their channel. */
    private final List<Blockers.Stand> left = new ArrayList<>();

    private final List<WeakReference<Object>> others = new ArrayList<>();

    private boolean met;

    /**
     * Channels that hooks reported, which they do once. Kept for the next look in case this one fails before they are
     * read.
     */
    private @Nullable List<WeakReference<Object>> untracked;

    public Suspensions(Families families, Registry registry, long thresholdNanos, CloseSuspensions close) {
        this.families = families;
        this.registry = registry;
        this.resumed = registry.resumptions;
        this.thresholdNanos = thresholdNanos;
        this.close = close;
    }

    /**
     * The outcome of one look.
     *
     * @param states null if no library whose waiters hold no thread was ever met
     * @param old every wait past the threshold that was examined closely
     * @param fresh the waits in {@code old} that became old in this look
     * @param taken stuck waits whose channel the collector reclaimed since the last look
     * @param young when the youngest wait that is not yet old began; MAX_VALUE if there is none
     */
    public record Outcome(
            ThreadCounts.@Nullable States states,
            List<OldWait> old,
            List<OldWait> fresh,
            List<OldWait> taken,
            long young) {

        /** Returns the ids of the threads that are blocked until a stuck coroutine ends. */
        public Set<Long> blocked() {
            Set<Long> threads = new HashSet<>();
            for (OldWait coroutine : old) {
                if (coroutine.observation().threadId() != 0 && coroutine.is() instanceof Classification.Stuck) {
                    threads.add(coroutine.observation().threadId());
                }
            }
            return threads;
        }
    }

    /** Reads all cells. {@code firstEnd} is when the first look ended, 0 during the first. */
    public SuspensionPass read(long now, long firstEnd) {
        track();
        resumed.ask(expected(false));
        SuspensionPass pass =
                new SuspensionPass(families, new Blockers(registry), begun, thresholdNanos, now, firstEnd);
        List<ChannelWaiters> still = new ArrayList<>(tracked.size());
        List<ChannelWaiters> gone = new ArrayList<>();
        for (ChannelWaiters one : tracked) {
            Object channel = one.channel.get();
            if (channel == null) {
                gone.add(one);
            } else if (pass.read(one, channel)) {
                still.add(one);
            }
        }
        tracked = still;
        for (ChannelWaiters one : gone) {
            left.addAll(one.threads);
            pass.used(one, resumed);
        }
        for (ChannelWaiters one : gone) {
            pass.take(one, resumed);
        }
        resumed.settle();
        for (Iterator<Blockers.Stand> each = left.iterator(); each.hasNext(); ) {
            if (!pass.blockers.add(each.next(), null)) {
                each.remove();
            }
        }
        families.end();
        return pass;
    }

    /** Examines the waits that have become old. {@code budget} is the CPU time for that, in nanoseconds. */
    public Outcome close(SuspensionPass pass, long budget) {
        if (!pass.candidates.isEmpty()) {
            pass.candidates.replaceAll(pass::overAllChannels);
        }
        int[] expected = pass.candidates.isEmpty() ? new int[0] : expected(true);
        List<OldWait> fresh = close.read(pass.candidates, expected, budget, pass.tally);
        if (met && tracked.isEmpty()) {
            families.forget();
        }
        pass.old.addAll(fresh);
        return new Outcome(met ? pass.tally.states() : null, pass.old, fresh, pass.taken, pass.young);
    }

    /**
     * Returns the hashes of the objects whose resumption the hooks must report; none if no wait is stuck, unless
     * {@code soon}.
     */
    private int[] expected(boolean soon) {
        IntStream.Builder hashes = IntStream.builder();
        boolean any = soon;
        for (ChannelWaiters one : tracked) {
            if (one.waits != null && one.family.resumesByChannel()) {
                hashes.add(one.hash);
            }
            for (SuspensionEntry entry = one.waits; entry != null; entry = entry.next) {
                if (entry.mayBeTaken()) {
                    any = true;
                    hashes.add(entry.resumed);
                }
            }
        }
        return any ? hashes.build().toArray() : new int[0];
    }

    /** Dates the waits that this look saw first: they are known from its end on. */
    public void settle(long end) {
        for (SuspensionEntry entry : begun) {
            entry.since = end;
        }
        begun.clear();
    }

    /** Returns the CPU time of the last close look in nanoseconds. */
    public long spent() {
        return close.spent();
    }

    /** Returns the number of waits past the threshold that are left for the next look. */
    public int unread() {
        return close.unread();
    }

    /** Adds channels that no hook has reported. They are read from the next look on. */
    public void also(List<WeakReference<Object>> channels) {
        others.addAll(channels);
    }

    private void track() {
        List<WeakReference<Object>> touched = untracked;
        if (touched == null) {
            touched = registry.suspensions.take();
            untracked = touched;
        }
        touched.addAll(others);
        others.clear();
        for (Object known : families.begin()) {
            touched.add(new WeakReference<>(known));
        }
        if (touched.isEmpty()) {
            untracked = null;
            return;
        }
        met = true;
        IdentityHashMap<Object, Boolean> known = new IdentityHashMap<>();
        for (ChannelWaiters one : tracked) {
            Object channel = one.channel.get();
            if (channel != null) {
                known.put(channel, true);
            }
        }
        for (WeakReference<Object> reference : touched) {
            Object channel = reference.get();
            if (channel != null && tracked.size() < MOST && known.put(channel, true) == null) {
                Family family = families.of(channel);
                if (family != null) {
                    tracked.add(new ChannelWaiters(reference, System.identityHashCode(channel), family));
                }
            }
        }
        untracked = null;
    }
}
