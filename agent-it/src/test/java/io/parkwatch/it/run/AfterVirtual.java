// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/** Starts a virtual thread, then runs another program, whose name and arguments are its arguments. */
final class AfterVirtual {
    private AfterVirtual() {}

    public static void main(String[] args) throws Throwable {
        Thread first = Spawn.virtual("first", () -> {});
        first.start();
        first.join();
        Class<?> main = Class.forName(args[0]);
        MethodHandles.privateLookupIn(main, MethodHandles.lookup())
                .findStatic(main, "main", MethodType.methodType(void.class, String[].class))
                .invokeExact(Arrays.copyOfRange(args, 1, args.length));
    }
}
