// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.births.Registry;
import io.parkwatch.births.Resumptions;
import io.parkwatch.families.Families;
import io.parkwatch.families.Family;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.LookState;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
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
    private final CloseSuspensions closeLook;
    private final List<SuspensionEntry> newEntries = new ArrayList<>();
    private List<ChannelWaiters> channels = new ArrayList<>();

    /** Threads that the collector did not take along with their channel. */
    private final List<Blockers.Stand> orphans = new ArrayList<>();

    private final List<WeakReference<Object>> others = new ArrayList<>();

    private boolean anyMet;

    /**
     * Channels that hooks reported, which they do once. Kept for the next look in case this one fails before they are
     * read.
     */
    private @Nullable List<WeakReference<Object>> pending;

    public Suspensions(Evidence evidence) {
        families = evidence.families();
        registry = evidence.registry();
        resumed = registry.resumptions;
        closeLook = new CloseSuspensions(evidence);
    }

    /** Reports whether a library whose waiters hold no thread was ever met. */
    public boolean any() {
        return anyMet;
    }

    public SuspensionPass read(LookState look) {
        track();
        resumed.ask(expectedHashes(false));
        SuspensionPass pass = new SuspensionPass(look, families, new Blockers(registry), newEntries);
        List<ChannelWaiters> still = new ArrayList<>(channels.size());
        List<ChannelWaiters> gone = new ArrayList<>();
        for (ChannelWaiters one : channels) {
            Object channel = one.channel.get();
            if (channel == null) {
                gone.add(one);
            } else if (pass.read(one, channel)) {
                still.add(one);
            }
        }
        channels = still;
        for (ChannelWaiters one : gone) {
            orphans.addAll(one.threads);
            pass.addUse(one, resumed);
        }
        for (ChannelWaiters one : gone) {
            pass.addReclaimed(one, resumed);
        }
        resumed.settle();
        for (Iterator<Blockers.Stand> each = orphans.iterator(); each.hasNext(); ) {
            if (!pass.blockers.add(each.next(), null)) {
                each.remove();
            }
        }
        families.end();
        return pass;
    }

    /** Examines the waits that have become old, as far as the look's budget allows. */
    public void close(SuspensionPass pass, LookState look) {
        if (!pass.candidates.isEmpty()) {
            pass.candidates.replaceAll(pass::overAllChannels);
            closeLook.read(pass.candidates, expectedHashes(true), look);
            pass.candidates.forEach(pass.jobs::add);
        }
        pass.jobs.link(look);
        if (anyMet && channels.isEmpty()) {
            families.forget();
        }
    }

    /**
     * Returns the hashes of the objects whose resumption the hooks must report; none if no wait is stuck, unless
     * {@code soon}.
     */
    private int[] expectedHashes(boolean soon) {
        if (channels.isEmpty()) { // a program without coroutines is spared ten classes
            return new int[0];
        }
        IntStream.Builder hashes = IntStream.builder();
        boolean any = soon;
        for (ChannelWaiters one : channels) {
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
        for (SuspensionEntry entry : newEntries) {
            entry.date(end);
        }
        newEntries.clear();
    }

    /** Adds channels that no hook has reported. They are read from the next look on. */
    public void also(List<WeakReference<Object>> more) {
        others.addAll(more);
    }

    private void track() {
        List<WeakReference<Object>> touched = pending;
        if (touched == null) {
            touched = registry.suspensions.take();
            pending = touched;
        }
        touched.addAll(others);
        others.clear();
        for (Object known : families.begin()) {
            touched.add(new WeakReference<>(known));
        }
        if (touched.isEmpty()) {
            pending = null;
            return;
        }
        anyMet = true;
        IdentityHashMap<Object, Boolean> known = new IdentityHashMap<>();
        for (ChannelWaiters one : channels) {
            Object channel = one.channel.get();
            if (channel != null) {
                known.put(channel, true);
            }
        }
        for (WeakReference<Object> reference : touched) {
            Object channel = reference.get();
            if (channel != null && channels.size() < MOST && known.put(channel, true) == null) {
                Family family = families.of(channel);
                if (family != null) {
                    channels.add(new ChannelWaiters(reference, System.identityHashCode(channel), family));
                }
            }
        }
        pending = null;
    }
}
