// SPDX-License-Identifier: Apache-2.0
package clojure.lang;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

public final class Var {
    private static final Map<String, Var> ALL = new HashMap<>();

    public @Nullable Object root;

    public static Var define(String name, @Nullable Object value) {
        Var found = ALL.computeIfAbsent(name, n -> new Var());
        found.root = value;
        return found;
    }

    public static @Nullable Var find(Symbol symbol) {
        return ALL.get(symbol.name);
    }
}
