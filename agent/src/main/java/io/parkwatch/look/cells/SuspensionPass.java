// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.births.Resumptions;
import io.parkwatch.families.Families;
import io.parkwatch.families.Family;
import io.parkwatch.families.SuspendedWaiter;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Role;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.StuckWait;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One pass over the channels with suspended waiters. Discarded after the look. */
public final class SuspensionPass implements Consumer<Suspension> {
    /**
     * How long an empty channel is still read. The hook reports the first clause of a select, which waits after its
     * last one: classes may load in between.
     */
    private static final long EMPTY_NANOS = 5_000_000_000L;

    private final LookState look;
    private final Families families;
    private final List<SuspensionEntry> newEntries;
    final List<SuspensionCandidate> candidates = new ArrayList<>();

    /** Stuck waits whose channel the collector reclaimed since the last look. */
    public final List<StuckWait> reclaimed = new ArrayList<>();

    final AwaitedJobs jobs;

    /** The threads that stand in the channels. */
    public final Blockers blockers;

    private final IdentityHashMap<Object, Role> selects = new IdentityHashMap<>();

    /** Selects that no longer wait on a channel that is alive. They have ended, in whichever channel. */
    private final Set<Integer> endedSelects = new HashSet<>();

    private @Nullable ChannelWaiters one;
    private @Nullable Object channel;
    private @Nullable SuspensionEntry before;
    private @Nullable SuspensionEntry last;
    private boolean onlyNew;
    private List<Blockers.Stand> threadsBefore = List.of();

    /**
     * Creates a pass that has read nothing yet.
     *
     * @param newEntries receives the waits that this look sees first
     */
    SuspensionPass(LookState look, Families families, Blockers blockers, List<SuspensionEntry> newEntries) {
        this.look = look;
        this.families = families;
        this.blockers = blockers;
        jobs = new AwaitedJobs(families);
        this.newEntries = newEntries;
    }

    /**
     * Records whether a channel that is gone was used since the last look, since that may have resumed its selects.
     * Must be called for all of them before {@link #addReclaimed}.
     */
    void addUse(ChannelWaiters gone, Resumptions resumed) {
        if (gone.family.resumesByChannel() && resumed.has(gone.hash)) {
            endedSelects.addAll(selectsOf(gone.waits));
        }
    }

    /**
     * Records the stuck waits that the collector took along with a channel. A select that was read on another channel
     * was not taken, nor was a wait that had ended before.
     */
    void addReclaimed(ChannelWaiters gone, Resumptions resumed) {
        for (SuspensionEntry entry = gone.waits; entry != null; entry = entry.next) {
            Object select = entry.shared == null ? null : entry.shared.get();
            boolean elsewhere = select != null && selects.containsKey(select);
            boolean ended = entry.isHeld()
                    || resumed.has(entry.resumed)
                    || (entry.select != 0 && endedSelects.contains(entry.select));
            StuckWait stuck = entry.stuck();
            if (stuck != null && entry.mayBeTaken() && !elsewhere && !ended) {
                reclaimed.add(stuck);
            }
        }
    }

    /**
     * Reads a channel. Returns whether to read it again: false if nobody waited on it in two looks and for
     * {@link #EMPTY_NANOS}.
     */
    boolean read(ChannelWaiters of, Object alive) {
        one = of;
        channel = alive;
        before = of.waits;
        of.waits = null;
        last = null;
        onlyNew = false;
        threadsBefore = of.threads;
        of.threads = new ArrayList<>();
        Set<Integer> selectsBefore = selectsOf(before);
        boolean known = families.read(of.family, alive, this);
        if (!selectsBefore.isEmpty()) {
            selectsBefore.removeAll(selectsOf(of.waits));
            endedSelects.addAll(selectsBefore);
        }
        if (!known) {
            return false;
        }
        boolean empty = of.waits == null && of.threads.isEmpty();
        of.emptySince = empty ? Math.min(of.emptySince, look.now) : Long.MAX_VALUE;
        return !empty || look.now - of.emptySince < EMPTY_NANOS || families.lasts(of.family, alive);
    }

    private static Set<Integer> selectsOf(@Nullable SuspensionEntry first) {
        Set<Integer> selects = Set.of();
        for (SuspensionEntry entry = first; entry != null; entry = entry.next) {
            if (entry.select != 0) {
                selects = selects.isEmpty() ? new HashSet<>() : selects;
                selects.add(entry.select);
            }
        }
        return selects;
    }

    /**
     * Receives one waiter. The family passes them in the order of the last look, new ones at the end, so that both
     * lists are walked once.
     */
    @Override
    public void accept(Suspension waiting) {
        Object select = waiting.shared();
        boolean again = select != null && selects.containsKey(select);
        if (select != null) {
            selects.merge(select, waiting.role(), SuspensionPass::over);
        }
        if (waiting.blocker() != null) {
            if (one != null && channel != null) {
                Blockers.Stand stand = stand(waiting.blocker(), waiting, one.family, channel);
                one.threads.add(stand);
                blockers.add(stand, channel);
            }
            return;
        }
        SuspensionEntry entry = onlyNew ? null : find(waiting);
        if (entry == null) {
            onlyNew = true;
            entry = new SuspensionEntry(waiting);
            newEntries.add(entry);
        }
        entry.next = null;
        if (last != null) {
            last.next = entry;
        } else if (one != null) {
            one.waits = entry;
        }
        last = entry;
        // A select stands in each of its channels, and is counted in the first.
        if (!again) {
            count(entry, waiting);
        }
    }

    /**
     * Returns the description of a thread's wait. It is kept, since the channel may be collected while the thread
     * waits.
     */
    private Blockers.Stand stand(Object blocker, Suspension waiting, Family family, Object of) {
        for (Blockers.Stand known : threadsBefore) {
            if (known.blocker().refersTo(blocker)) {
                return known;
            }
        }
        SuspendedWaiter is = families.describe(family, of, waiting);
        return new Blockers.Stand(
                new WeakReference<>(blocker), waiting.role(), waiting.operation(), is == null ? null : is.channel());
    }

    private static Role over(Role one, Role other) {
        return one == other ? one : Role.WAITER;
    }

    /** Sets the role of a select, which is known once all channels are read. */
    SuspensionCandidate overAllChannels(SuspensionCandidate of) {
        Object select = of.waiting().shared();
        Role role = select == null ? null : selects.get(select);
        return role == null
                ? of
                : new SuspensionCandidate(
                        of.family(), of.channel(), of.waiting().as(role), of.entry());
    }

    private @Nullable SuspensionEntry find(Suspension waiting) {
        for (SuspensionEntry entry = before; entry != null; entry = entry.next) {
            if (entry.is(waiting)) {
                before = entry.next;
                return entry;
            }
        }
        return null;
    }

    private void count(SuspensionEntry entry, Suspension waiting) {
        boolean counted = look.count(null, look.coroutines, entry.old(), entry.since());
        if (one != null && channel != null && (!counted || entry.stuck() != null)) {
            SuspensionCandidate found = new SuspensionCandidate(one.family, channel, waiting, entry);
            if (counted) {
                jobs.add(found);
            } else {
                candidates.add(found);
            }
        }
    }
}
