// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.CountDownLatch;

/** Circles of two to five threads, and a thousand of two. */
final class Closed extends Group {
    static final int MANY = 1_000;

    private final Thing[] things;
    private final CountDownLatch held;

    private Closed(String name, Thing... things) {
        super(name, Spawn.VIRTUAL);
        this.things = things;
        held = new CountDownLatch(things.length);
    }

    /**
     * Starts all circles.
     *
     * @param args {@code monitors} if the JVM shows those of virtual threads
     */
    public static void main(String[] args) throws Exception {
        for (int size = 2; size <= 5; size++) {
            Thing[] locks = new Thing[size];
            for (int i = 0; i < size; i++) {
                locks[i] = new Thing.Locked(i % 2 == 0);
            }
            new Closed("locks" + size, locks).start();
        }
        new Closed("reads3", new Thing.Read(), new Thing.Read(), new Thing.Locked(false)).start();
        if (args.length > 0) {
            new Closed("monitors2", new Thing.Entered(), new Thing.Entered()).start();
            new Closed("monitors4", new Thing.Entered(), new Thing.Locked(true), new Thing.Entered(), new Thing.Read())
                    .start();
        }
        for (int i = 0; i < MANY; i++) {
            new Closed("many", new Thing.Locked(false), new Thing.Locked(false)).start();
        }
        new Scene().play();
    }

    /** Each holds its own thing, and wants that of the next. */
    @Override
    void start() {
        for (int i = 0; i < things.length; i++) {
            int place = i;
            start(
                    place,
                    () -> things[place].hold(() -> {
                        held.countDown();
                        held.await();
                        things[(place + 1) % things.length].want();
                    }));
        }
    }
}
