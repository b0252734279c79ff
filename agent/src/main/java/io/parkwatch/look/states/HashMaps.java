// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Visits the values of hash maps. A map that changes meanwhile shows some of them. */
final class HashMaps {
    private final @Nullable Fields fields = Fields.find();

    /** How many more values are visited. */
    private int left;

    HashMaps(int most) {
        left = most;
    }

    private record Fields(VarHandle table, VarHandle value, VarHandle next) {
        /** Returns null in a release that keeps them elsewhere. */
        static @Nullable Fields find() {
            try {
                Class<?> node = Class.forName("java.util.HashMap$Node", false, null);
                return new Fields(
                        Packages.field(HashMap.class, "table", node.arrayType()),
                        Packages.field(node, "value", Object.class),
                        Packages.field(node, "next", node));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }
    }

    void forEach(@Nullable Object map, Consumer<Object> visitor) {
        Object[] nodes = fields == null || !(map instanceof HashMap) ? null : (Object[]) fields.table.getVolatile(map);
        if (fields == null || nodes == null) {
            return;
        }
        for (Object first : nodes) {
            for (Object node = first; node != null && left-- > 0; node = fields.next.getVolatile(node)) {
                Object value = fields.value.getVolatile(node);
                if (value != null) {
                    visitor.accept(value);
                }
            }
        }
    }
}
