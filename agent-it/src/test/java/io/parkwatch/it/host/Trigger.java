// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import java.io.File;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Called by the agent that {@link Failing} changed. Each place that allocates fails once while a file exists. */
public final class Trigger {
    private static final Set<String> PULLED = ConcurrentHashMap.newKeySet();
    private static final File ARMED = new File(Objects.requireNonNull(System.getProperty("it.armed")));

    private Trigger() {}

    /** Called before each allocation. */
    public static void pull(String place) {
        if (ARMED.exists() && PULLED.add(place)) {
            System.out.println("no memory at " + place);
            throw new OutOfMemoryError(place);
        }
    }
}
