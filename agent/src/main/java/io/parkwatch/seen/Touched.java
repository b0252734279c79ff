// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sink of the hooks where something suspends that holds no thread: makes the channel known to the watcher, weakly.
 * Runs in the program's threads: no lock, and no allocation for a channel that was told of lately. It never drops one,
 * up to {@link #most} between two visits of the watcher: who suspends for ever passes here only once.
 */
final class Touched implements Consumer<Object> {
    /** Between two visits, about a second: 56 bytes each, 7 MB. */
    private static final int MOST = 1 << 17;

    /** Of a small heap 1.4 %. */
    private static final int HEAP_FOR_EACH = 4096;

    private static final int CELLS = 4096;
    private static final VarHandle FIRST;

    static {
        try {
            FIRST = MethodHandles.lookup().findVarHandle(Touched.class, "first", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Told of lately, by identity hash. Plain: who reads an old cell pushes once more, or not until its next wait. */
    private final @Nullable Node[] lately = new Node[CELLS];

    private final int most;
    private volatile @Nullable Node first;
    private volatile boolean lost;
    private List<WeakReference<Object>> kept = new ArrayList<>();

    /** Taken from the hooks, and not yet {@link #kept}. */
    private @Nullable Node rest;

    private static final class Node extends WeakReference<Object> {
        @Nullable
        Node next;

        int length;

        Node(Object channel) {
            super(channel);
        }
    }

    /** {@code heap}: the most that the program may have, bytes. */
    Touched(long heap) {
        most = (int) Math.min(MOST, heap / HEAP_FOR_EACH);
    }

    @Override
    public void accept(Object channel) {
        try {
            Node top = first;
            if (top != null && top.length >= most) {
                // At full speed the next look would not come to an end: this costs nearly nothing until then.
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
            // Out of memory or of stack: the program meets it itself at its next step.
        }
    }

    /**
     * Takes what the hooks left, and lets go of what the collector has taken: to be called about once a second. For the
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
        keepRest(); // of a call that had no memory
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

    /** What came since the last call and is alive; from now on each channel is told of once more. For the watcher. */
    List<WeakReference<Object>> take() {
        // Before the watcher reads who waits: what begins to wait after that is told of.
        Arrays.fill(lately, null);
        drain();
        List<WeakReference<Object>> taken = kept;
        kept = new ArrayList<>();
        return taken;
    }

    /** Whether more came at once than is kept. */
    boolean lost() {
        return lost;
    }
}
