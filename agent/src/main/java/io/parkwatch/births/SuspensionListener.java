// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listener of the hooks where a waiter without a thread suspends. It records the channel for the watcher, weakly.
 * Runs in the program's threads, without locks, or allocation for a channel that was recorded lately. It drops none, up
 * to {@link #most} between two visits of the watcher: a waiter that suspends permanently passes here only once.
 */
public final class SuspensionListener implements Consumer<Object> {
    /** Channels kept between two visits, about a second: 56 bytes each, 7 MB. */
    private static final int MOST = 1 << 17;

    /** Bytes of heap per channel, which makes 1.4 % of a small heap. */
    private static final int HEAP_FOR_EACH = 4096;

    private static final int CELLS = 4096;

    /** By identity hash. Plain on purpose: from a stale cell a channel is recorded again, or at the next wait. */
    private final @Nullable Node[] lately = new Node[CELLS];

    private final int most;
    private final AtomicReference<@Nullable Node> first = new AtomicReference<>();
    private volatile boolean lost;

    /** The channels taken from the hooks, linked so that keeping them allocates nothing. */
    private @Nullable Node kept;

    private int count;

    private static final class Node extends WeakReference<Object> {
        @Nullable
        Node next;

        int length;

        Node(Object channel) {
            super(channel);
        }
    }

    SuspensionListener(long heap) {
        most = (int) Math.min(MOST, heap / HEAP_FOR_EACH);
    }

    @Override
    public void accept(Object channel) {
        try {
            Node top = first.get();
            if (top != null && top.length >= most) {
                // At full speed the next look would not end. Until then this path costs almost nothing.
                lost = true;
                return;
            }
            int cell = (System.identityHashCode(channel) * 0x9E3779B9) >>> 20;
            Node known = lately[cell];
            if (known != null && known.refersTo(channel)) {
                return;
            }
            Node node = new Node(channel);
            Node before;
            do {
                before = first.get();
                node.next = before;
                node.length = before == null ? 1 : before.length + 1;
            } while (!first.compareAndSet(before, node));
            lately[cell] = node;
        } catch (Throwable thrown) {
            // Out of memory or stack: the program meets the error itself at its next step.
        }
    }

    /** Takes what the hooks left, and drops what the collector has reclaimed, about once a second. */
    void drain() {
        Node before = kept;
        kept = null;
        count = 0;
        keep(before);
        keep(first.getAndSet(null));
    }

    private void keep(@Nullable Node nodes) {
        Node rest = nodes;
        while (rest != null) {
            Node node = rest;
            rest = node.next;
            node.next = null;
            if (node.refersTo(null)) {
                continue;
            }
            if (count < 2 * most) {
                node.next = kept;
                kept = node;
                count++;
            } else {
                lost = true;
            }
        }
    }

    /** Returns the channels recorded since the last call that are alive. Each may be recorded again from now on. */
    public List<WeakReference<Object>> take() {
        // Before the watcher reads the waiters: later waits are recorded.
        Arrays.fill(lately, null);
        drain();
        // Allocates first: none must be lost for lack of memory.
        List<WeakReference<Object>> taken = new ArrayList<>(count);
        for (Node node = kept; node != null; node = kept) {
            kept = node.next;
            node.next = null;
            taken.add(node);
        }
        return taken;
    }

    /** Reports whether more channels came at once than are kept. */
    public boolean lost() {
        return lost;
    }
}
