// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

/** Overrides methods and calls the overridden ones. */
class LoudPipe extends Pipe {
    private int sent;

    @Override
    public void send(Object item) throws InterruptedException {
        sent++;
        super.send(item);
    }

    @Override
    public String toString() {
        return "LoudPipe of " + sent;
    }
}
