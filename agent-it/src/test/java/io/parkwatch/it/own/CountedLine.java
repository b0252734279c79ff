// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

/** Wraps another channel, so a thread that waits in it waits on the other. */
final class CountedLine implements Line {
    private final Line inner;
    private int count;

    CountedLine(Line inner) {
        this.inner = inner;
    }

    @Override
    public void push(Object item) throws InterruptedException {
        inner.push(item);
        count++;
    }

    @Override
    public Object pull() throws InterruptedException {
        return inner.pull();
    }

    @Override
    public String toString() {
        return "CountedLine of " + count;
    }
}
