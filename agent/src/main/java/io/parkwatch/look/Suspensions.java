// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.channels.Families;
import io.parkwatch.channels.Suspended;
import io.parkwatch.channels.Suspending;
import io.parkwatch.channels.Suspension;
import io.parkwatch.detect.Classified;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Watched;
import io.parkwatch.seen.Registry;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The waits that hold no thread: each look reads the cells of every channel on which something suspended, and so sees which waits go on.
 * Channels are held weakly; one that is collected with a stuck wait in it took the waiter along. For the watcher's thread only.
 */
final class Suspensions {
    /** So many channels are read; what comes later goes unseen until some have ended. */
    private static final int MOST = 1_000_000;

    private final Families families;
    private final Registry registry;
    private final long thresholdNanos;
    private final CloseSuspensions close;
    private final List<Entry> begun = new ArrayList<>();
    private List<Tracked> tracked = new ArrayList<>();

    /** Threads that the collector did not take along with their channel. */
    private final List<Blockers.Stand> left = new ArrayList<>();

    private boolean met;

    Suspensions(Families families, Registry registry, long thresholdNanos, CloseSuspensions close) {
        this.families = families;
        this.registry = registry;
        this.thresholdNanos = thresholdNanos;
        this.close = close;
    }

    /** A channel, and who waited on it at the last look, in the family's order. */
    private static final class Tracked {
        private final WeakReference<Object> channel;
        private final Suspending family;
        private @Nullable Entry waits;
        private List<Blockers.Stand> threads = List.of();
        private boolean wasEmpty;

        Tracked(WeakReference<Object> channel, Suspending family) {
            this.channel = channel;
            this.family = family;
        }
    }

    /** One wait. */
    static final class Entry {
        private final long number;
        private final @Nullable WeakReference<Object> identity;
        private final @Nullable WeakReference<Object> shared;
        private @Nullable Entry next;
        private long since = Table.NEW;

        @Nullable
        OldWait old;

        Entry(Suspension suspension) {
            number = suspension.number();
            identity = weakly(suspension.identity());
            shared = weakly(suspension.shared());
        }

        private static @Nullable WeakReference<Object> weakly(@Nullable Object of) {
            return of == null ? null : new WeakReference<>(of);
        }

        boolean is(Suspension suspension) {
            Object other = suspension.identity();
            return identity == null
                    ? other == null && number == suspension.number()
                    : other != null && identity.refersTo(other);
        }
    }

    /**
     * What one look saw of them.
     *
     * @param states null: no library whose waiters hold no thread was ever met
     * @param old every wait past the threshold that was looked at closely
     * @param fresh those of them that this look saw as old first
     * @param taken stuck ones whose channel the collector took since the last look
     * @param young when the youngest of those that are not yet old began; MAX_VALUE: none
     */
    record Outcome(
            Watched.@Nullable States states, List<OldWait> old, List<OldWait> fresh, List<OldWait> taken, long young) {

        /** Ids of the threads that are blocked until a stuck one ends. */
        Set<Long> blocked() {
            Set<Long> threads = new HashSet<>();
            for (OldWait coroutine : old) {
                if (coroutine.observation().threadId() != 0 && coroutine.is() instanceof Classified.Stuck) {
                    threads.add(coroutine.observation().threadId());
                }
            }
            return threads;
        }
    }

    /** Reads all cells. {@code firstEnd}: when the first look ended, 0 in the first. */
    Pass read(long now, long firstEnd) {
        track();
        Pass pass = new Pass(now, firstEnd);
        List<Tracked> still = new ArrayList<>(tracked.size());
        List<Tracked> gone = new ArrayList<>();
        for (Tracked one : tracked) {
            Object channel = one.channel.get();
            if (channel == null) {
                gone.add(one);
            } else if (pass.read(one, channel)) {
                still.add(one);
            }
        }
        tracked = still;
        for (Tracked one : gone) {
            pass.take(one);
        }
        for (Iterator<Blockers.Stand> each = left.iterator(); each.hasNext(); ) {
            if (!pass.blockers.add(each.next(), null)) {
                each.remove();
            }
        }
        families.end();
        return pass;
    }

    /** Looks closely at what has become old. {@code budget}: CPU time for that, nanoseconds. */
    Outcome close(Pass pass, long budget) {
        if (!pass.candidates.isEmpty()) {
            pass.candidates.replaceAll(pass::overAllChannels);
        }
        List<OldWait> fresh = close.read(pass.candidates, budget, pass.tally);
        if (met && tracked.isEmpty()) {
            families.forget();
        }
        pass.old.addAll(fresh);
        return new Outcome(met ? pass.tally.states() : null, pass.old, fresh, pass.taken, pass.young);
    }

    /** The waits that this look saw first are known from its end on. */
    void settle(long end) {
        for (Entry entry : begun) {
            entry.since = end;
        }
        begun.clear();
    }

    /** CPU time of the last close looks, nanoseconds. */
    long spent() {
        return close.spent();
    }

    /** Waits past the threshold that are left for the next look. */
    int unread() {
        return close.unread();
    }

    private void track() {
        List<WeakReference<Object>> touched = registry.takeSuspending();
        for (Object known : families.begin()) {
            touched.add(new WeakReference<>(known));
        }
        if (touched.isEmpty()) {
            return;
        }
        met = true;
        IdentityHashMap<Object, Boolean> known = new IdentityHashMap<>();
        for (Tracked one : tracked) {
            Object channel = one.channel.get();
            if (channel != null) {
                known.put(channel, true);
            }
        }
        for (WeakReference<Object> reference : touched) {
            Object channel = reference.get();
            if (channel != null && tracked.size() < MOST && known.put(channel, true) == null) {
                Suspending family = families.of(channel);
                if (family != null) {
                    tracked.add(new Tracked(reference, family));
                }
            }
        }
    }

    /** What is gathered during one look, and gone with it. */
    final class Pass implements Consumer<Suspension> {
        private final long now;
        private final long firstEnd;
        private final Tally tally = new Tally(false);
        private final List<OldWait> old = new ArrayList<>();
        private final List<OldWait> taken = new ArrayList<>();
        private final List<CloseSuspensions.Candidate> candidates = new ArrayList<>();
        private final IdentityHashMap<Object, Role> selects = new IdentityHashMap<>();

        /** Threads that stand in the channels. */
        final Blockers blockers = new Blockers(registry);

        private long young = Long.MAX_VALUE;
        private @Nullable Tracked one;
        private @Nullable Object channel;
        private @Nullable Entry before;
        private @Nullable Entry last;
        private boolean onlyNew;
        private List<Blockers.Stand> threadsBefore = List.of();

        Pass(long now, long firstEnd) {
            this.now = now;
            this.firstEnd = firstEnd;
        }

        /** Those that waited on a channel that is gone went with it, but for a select that was read on another one. */
        void take(Tracked gone) {
            left.addAll(gone.threads);
            for (Entry entry = gone.waits; entry != null; entry = entry.next) {
                Object select = entry.shared == null ? null : entry.shared.get();
                if ((select == null || !selects.containsKey(select))
                        && entry.old != null
                        && entry.old.is() instanceof Classified.Stuck) {
                    taken.add(entry.old);
                }
            }
        }

        /** Whether the channel is read again at the next look: not if nobody waited in two. */
        boolean read(Tracked of, Object alive) {
            one = of;
            channel = alive;
            before = of.waits;
            of.waits = null;
            last = null;
            onlyNew = false;
            threadsBefore = of.threads;
            of.threads = new ArrayList<>();
            if (!families.read(of.family, alive, this)) {
                return false;
            }
            boolean empty = of.waits == null && of.threads.isEmpty();
            boolean again = !empty || !of.wasEmpty;
            of.wasEmpty = empty;
            return again;
        }

        /** The family hands over in the order of the last look, new ones at the end: so both lists are walked once. */
        @Override
        public void accept(Suspension waiting) {
            Object select = waiting.shared();
            boolean again = select != null && selects.containsKey(select);
            if (select != null) {
                selects.merge(select, waiting.role(), Pass::over);
            }
            if (waiting.blocker() != null) {
                if (one != null && channel != null) {
                    Blockers.Stand stand = stand(waiting.blocker(), waiting, one.family, channel);
                    one.threads.add(stand);
                    blockers.add(stand, channel);
                }
                return;
            }
            Entry entry = onlyNew ? null : find(waiting);
            if (entry == null) {
                onlyNew = true;
                entry = new Entry(waiting);
                begun.add(entry);
            }
            entry.next = null;
            if (last != null) {
                last.next = entry;
            } else if (one != null) {
                one.waits = entry;
            }
            last = entry;
            // A select stands in each of its channels: it is counted in the first.
            if (!again) {
                count(entry, waiting);
            }
        }

        /** What is told of a thread is kept, since its channel may be collected while it waits. */
        private Blockers.Stand stand(Object blocker, Suspension waiting, Suspending family, Object of) {
            for (Blockers.Stand known : threadsBefore) {
                if (known.blocker().refersTo(blocker)) {
                    return known;
                }
            }
            Suspended is = families.tell(family, of, waiting);
            return new Blockers.Stand(
                    new WeakReference<>(blocker),
                    waiting.role(),
                    waiting.operation(),
                    is == null ? null : is.channel());
        }

        private static Role over(Role one, Role other) {
            return one == other ? one : Role.WAITER;
        }

        /** What a select waits for is known once all channels are read. */
        private CloseSuspensions.Candidate overAllChannels(CloseSuspensions.Candidate of) {
            Role role = of.waiting().shared() == null
                    ? null
                    : selects.get(of.waiting().shared());
            return role == null ? of : of.as(role);
        }

        private @Nullable Entry find(Suspension waiting) {
            for (Entry entry = before; entry != null; entry = entry.next) {
                if (entry.is(waiting)) {
                    before = entry.next;
                    return entry;
                }
            }
            return null;
        }

        private void count(Entry entry, Suspension waiting) {
            OldWait known = entry.old;
            if (known != null) {
                tally.old(known.is());
                old.add(known);
            } else if (entry.since == Table.NEW) {
                tally.waiting();
            } else if (now - entry.since < thresholdNanos) {
                tally.waiting();
                young = Math.min(young, entry.since);
            } else if (one != null && channel != null) {
                candidates.add(new CloseSuspensions.Candidate(
                        one.family, channel, waiting, entry, entry.since, entry.since <= firstEnd));
            }
        }
    }
}
