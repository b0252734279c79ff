// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;

/** Reads how many parties a phaser has, and how many of them have arrived. */
final class Phasers {
    private final @Nullable Fields fields = Fields.find();

    /** @param phaser leads from what a thread is parked with to its phaser, in a tree of them to the root */
    private record Fields(Class<?> node, VarHandle phaser, VarHandle state) {
        /** Returns null in a release that keeps them elsewhere. */
        static @Nullable Fields find() {
            try {
                Class<?> node = Class.forName(Phaser.class.getName() + "$QNode", false, null);
                return new Fields(
                        node,
                        Packages.field(node, "phaser", Phaser.class),
                        Packages.field(Phaser.class, "state", long.class));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }
    }

    /** Returns the numbers by the contract's words; empty if the blocker is of no phaser. */
    Map<String, Integer> of(Object blocker) {
        Object phaser = fields == null || !fields.node.isInstance(blocker) ? null : fields.phaser.getVolatile(blocker);
        if (fields == null || phaser == null) {
            return Map.of();
        }
        long state = (long) fields.state.getVolatile(phaser);
        int parties = (int) state >>> 16;
        // A phaser without a party has one bit set where the number of those that have not arrived is kept.
        return parties == 0
                ? Map.of("parties", 0, "arrived", 0)
                : Map.of("parties", parties, "arrived", parties - ((int) state & 0xffff));
    }
}
