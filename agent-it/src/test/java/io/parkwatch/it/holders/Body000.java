// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

/**
 * The outermost frame of the threads of one {@link Group}. Its bytes are renamed and loaded for each, so that each
 * group has findings of its own. Public, since the copies live in another loader.
 */
public final class Body000 implements Runnable {
    private final Runnable work;

    /** Called by reflection. */
    public Body000(Runnable work) {
        this.work = work;
    }

    @Override
    public void run() {
        work.run();
    }
}
