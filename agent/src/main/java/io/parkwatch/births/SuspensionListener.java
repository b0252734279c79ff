// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The listener of the hooks where a waiter without a thread suspends. It records the channel for the watcher, weakly.
 * Runs in the program's threads, without locks, or allocation for a channel that was recorded lately. It drops none, up
 * to {@link #most} between two visits of the watcher: a waiter that suspends permanently passes here only once.
 */
final class SuspensionListener implements Consumer<Object> {
    /** Channels kept between two visits, about a second: 56 bytes each, 7 MB. */
    private static final int MOST = 1 << 17;

    /** Bytes of heap per channel, which makes 1.4 % of a small heap. */
    private static final int HEAP_FOR_EACH = 4096;

    private static final int CELLS = 4096;
    private static final VarHandle FIRST;

    static {
        try {
            FIRST = MethodHandles.lookup().findVarHandle(SuspensionListener.class, "first", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Recorded lately, by identity hash. Plain on purpose: a thread that reads a stale cell records the channel once
     * more, or not until the next wait.
     */
    private final @Nullable Node[] lately = new Node[CELLS];

    private final int most;
    private volatile @Nullable Node first;
    private volatile boolean lost;
    private List<WeakReference<Object>> kept = new ArrayList<>();

    /** Channels taken from the hooks and not yet in {@link #kept}. */
    private @Nullable Node rest;

    private static final class Node extends WeakReference<Object> {
        @Nullable
        Node next;

        int length;

        Node(Object channel) {
            super(channel);
        }
    }

    /** Creates a listener for a program with at most {@code heap} bytes of heap. */
    SuspensionListener(long heap) {
        most = (int) Math.min(MOST, heap / HEAP_FOR_EACH);
    }

    @Override
    public void accept(Object channel) {
        try {
            Node top = first;
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
                before = first;
                node.next = before;
                node.length = before == null ? 1 : before.length + 1;
            } while (!FIRST.compareAndSet(this, before, node));
            lately[cell] = node;
        } catch (Throwable thrown) {
            // Out of memory or stack: the program meets the error itself at its next step.
        }
    }

    /**
     * Takes what the hooks left, and drops what the collector has reclaimed, about once a second. Called by the
     * watcher.
     */
    void drain() {
        List<WeakReference<Object>> alive = new ArrayList<>(kept.size());
        for (WeakReference<Object> channel : kept) {
            if (!channel.refersTo(null)) {
                alive.add(channel);
            }
        }
        kept = alive;
        keepRest(); // left by a call that ran out of memory
        rest = (Node) FIRST.getAndSet(this, null);
        keepRest();
    }

    private void keepRest() {
        for (Node node = rest; node != null; node = rest) {
            if (kept.size() >= 2 * most) {
                lost = true;
            } else if (!node.refersTo(null)) {
                kept.add(node);
            }
            rest = node.next;
            node.next = null;
        }
    }

    /**
     * Returns the channels recorded since the last call that are alive. From now on each is recorded once more. Called
     * by the watcher.
     */
    List<WeakReference<Object>> take() {
        // Before the watcher reads the waiters: later waits are recorded.
        Arrays.fill(lately, null);
        drain();
        List<WeakReference<Object>> taken = kept;
        kept = new ArrayList<>();
        return taken;
    }

    /** Reports whether more channels came at once than are kept. */
    boolean lost() {
        return lost;
    }
}
