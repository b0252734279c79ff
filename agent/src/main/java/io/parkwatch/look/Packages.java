// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Opens the packages of {@code java.base} that the agent reads, to the agent alone. */
public final class Packages {
    private static final String[] READ = {
        "java.lang",
        "java.util",
        "jdk.internal.vm",
        "jdk.internal.misc",
        "java.util.concurrent",
        "java.util.concurrent.locks"
    };

    private Packages() {}

    /** Must run before anything else of ours reads the JDK's fields. */
    public static void open(Instrumentation instrumentation) {
        Module base = Object.class.getModule();
        Map<String, Set<Module>> opens = new HashMap<>();
        for (String name : READ) {
            if (base.getPackages().contains(name)) {
                opens.put(name, Set.of(Packages.class.getModule()));
            }
        }
        instrumentation.redefineModule(base, Set.of(), Map.of(), opens, Set.of(), Map.of());
    }
}
