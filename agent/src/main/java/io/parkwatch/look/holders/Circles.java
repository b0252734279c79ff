// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The circles of a graph in which an arrow leads from a waiting thread to one that holds what it waits for: its
 * strongly connected components (Tarjan, 1972, without recursion). Linear in nodes and arrows.
 */
final class Circles {
    private static final int NONE = -1;

    private final int[][] holders;

    /** The number of each node's circle. */
    private final int[] circle;

    private final int[] index;
    private final int[] low;
    private final int[] nextArrow;
    private final int[] stack;
    private final int[] path;
    private int visited;
    private int stacked;
    private int circles;

    /** @param holders for each node the nodes that hold what it waits for; empty if none is known */
    Circles(int[][] holders) {
        this.holders = holders;
        int n = holders.length;
        circle = new int[n];
        index = new int[n];
        low = new int[n];
        nextArrow = new int[n];
        stack = new int[n];
        path = new int[n];
        Arrays.fill(circle, NONE);
        for (int node = 0; node < n; node++) {
            if (index[node] == 0 && holders[node].length > 0) {
                visit(node);
            }
        }
    }

    /** Returns the number of the node's circle, from 0 on; negative if the node is in none. */
    int of(int node) {
        return circle[node];
    }

    int count() {
        return circles;
    }

    private void visit(int start) {
        int depth = 0;
        path[0] = start;
        enter(start);
        while (depth >= 0) {
            int node = path[depth];
            if (nextArrow[node] < holders[node].length) {
                int holder = holders[node][nextArrow[node]++];
                if (index[holder] == 0) {
                    path[++depth] = holder;
                    enter(holder);
                } else if (low[holder] > 0) { // still stacked: low is cleared when a component is complete
                    low[node] = Math.min(low[node], index[holder]);
                }
            } else {
                if (low[node] == index[node]) {
                    leave(node);
                } else {
                    low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[node]);
                }
                depth--;
            }
        }
    }

    private void enter(int node) {
        index[node] = ++visited;
        low[node] = visited;
        stack[stacked++] = node;
    }

    /** Takes a complete component off the stack. A single node is a circle only if it holds what it waits for. */
    private void leave(int root) {
        boolean isCircle = stack[stacked - 1] != root || isHolder(root, root);
        int member;
        do {
            member = stack[--stacked];
            low[member] = 0;
            circle[member] = isCircle ? circles : NONE;
        } while (member != root);
        circles += isCircle ? 1 : 0;
    }

    private boolean isHolder(int node, int of) {
        for (int holder : holders[of]) {
            if (holder == node) {
                return true;
            }
        }
        return false;
    }

    /** Returns a shortest way from a node of a circle back to itself, from the node on; empty if it is in none. */
    int[] around(int node) {
        if (circle[node] == NONE) {
            return new int[0];
        }
        Map<Integer, Integer> from = new HashMap<>();
        Deque<Integer> open = new ArrayDeque<>();
        open.add(node);
        for (Integer at = open.poll(); at != null; at = open.poll()) {
            for (int holder : holders[at]) {
                if (holder == node) {
                    return way(from, node, at);
                }
                if (circle[holder] == circle[node] && from.putIfAbsent(holder, at) == null) {
                    open.add(holder);
                }
            }
        }
        throw new IllegalStateException("a circle without a way around");
    }

    private static int[] way(Map<Integer, Integer> from, int start, int last) {
        Deque<Integer> way = new ArrayDeque<>();
        for (int at = last; at != start; at = from.getOrDefault(at, start)) {
            way.addFirst(at);
        }
        way.addFirst(start);
        return way.stream().mapToInt(Integer::intValue).toArray();
    }
}
