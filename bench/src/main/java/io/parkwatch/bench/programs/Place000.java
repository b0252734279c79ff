// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.util.concurrent.SynchronousQueue;

/**
 * One of the {@link Places}, whose bytes are renamed and loaded many times. Public, since the copies live in another
 * loader.
 */
public final class Place000 implements Runnable {
    /** Called by reflection. */
    public Place000() {}

    @Override
    public void run() {
        try {
            new SynchronousQueue<Integer>().put(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
