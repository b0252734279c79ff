// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.look.jvm.Packages;
import io.parkwatch.look.jvm.Synchronizers;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the threads that wait to put into or take from a {@code SynchronousQueue} or {@code LinkedTransferQueue}. */
final class Transfers {
    private static final String TRANSFERS = "java.util.concurrent.LinkedTransferQueue";
    private static final String SYNCHRONOUS = "java.util.concurrent.SynchronousQueue";

    private final List<Nodes> known = new ArrayList<>();

    Transfers() {
        // A SynchronousQueue extends the other from 21 on. The names are those of its parts before.
        add(TRANSFERS, TRANSFERS + (isBefore21() ? "$Node" : "$DualNode"), "item", "isData", boolean.class);
        if (isBefore21()) {
            String queue = SYNCHRONOUS + "$TransferQueue";
            String stack = SYNCHRONOUS + "$TransferStack";
            add(queue, queue + "$QNode", "item", "isData", boolean.class);
            add(stack, stack + "$SNode", "match", "mode", int.class);
        }
    }

    private static boolean isBefore21() {
        return Runtime.version().feature() < 21;
    }

    private void add(String queue, String node, String item, String isData, Class<?> flag) {
        try {
            Class<?> of = Class.forName(queue, false, null);
            Class<?> type = Class.forName(node, false, null);
            known.add(new Nodes(
                    of,
                    Packages.field(of, "head", type),
                    Packages.field(type, "next", type),
                    Packages.field(type, "waiter", Thread.class),
                    Packages.field(type, isData, flag),
                    Packages.field(type, item, item.equals("match") ? type : Object.class)));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            // Its numbers are not known.
        }
    }

    /**
     * The waiting threads of one kind of queue, in nodes.
     *
     * @param isData whether the thread brings an item; a number in a stack, where 1 stands for that
     * @param item what was brought or taken; null in a stack until somebody came
     */
    private record Nodes(
            Class<?> queue, VarHandle head, VarHandle next, VarHandle waiter, VarHandle isData, VarHandle item) {

        /** Returns null if the queue changes or is too long, or if {@code among} does not wait in it. */
        @Nullable
        Map<String, Integer> count(Object of, Thread among) {
            int putters = 0;
            int takers = 0;
            int nodes = 0;
            boolean isFound = false;
            Object after;
            for (Object node = head.getVolatile(of); node != null; node = after) {
                after = next.getVolatile(node);
                if (++nodes > Synchronizers.MOST || after == node) { // a node that was taken out points to itself
                    return null;
                }
                Object thread = waiter.getVolatile(node);
                boolean puts = isData.varType() == boolean.class
                        ? (boolean) isData.getVolatile(node)
                        : (int) isData.getVolatile(node) == 1;
                if (thread != null && !isMatched(node, puts)) {
                    putters += puts ? 1 : 0;
                    takers += puts ? 0 : 1;
                    isFound |= thread == among;
                }
            }
            return isFound ? Map.of("putters", putters, "takers", takers) : null;
        }

        private boolean isMatched(Object node, boolean puts) {
            Object is = item.getVolatile(node);
            boolean hasGivenUp = is == node;
            return hasGivenUp || (isData.varType() == boolean.class ? puts != (is != null) : is != null);
        }
    }

    /** Returns the numbers of a queue that {@code among} waits in; empty if they are not known. */
    Map<String, Integer> of(Object queue, Thread among) {
        for (Nodes nodes : known) {
            if (nodes.queue.isInstance(queue)) {
                Map<String, Integer> numbers = nodes.count(queue, among);
                return numbers == null ? Map.of() : numbers;
            }
        }
        return Map.of();
    }
}
