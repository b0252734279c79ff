// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.births.Registry;
import io.parkwatch.finding.Stack;
import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.util.IdentityHashMap;
import java.util.concurrent.FutureTask;

/** Finds where the tasks of pools were made, once the program has asked for that: their constructor has a hook then. */
final class PooledTasks {
    private final VarHandle runner = Packages.field(FutureTask.class, "runner", Thread.class);

    PooledTasks() throws ReflectiveOperationException {}

    /** Where a task was made, and its number among those that were recorded. */
    record Made(Stack stack, int number) {}

    /** Returns where the outermost task of each thread was made. For one look: it holds the threads. */
    IdentityHashMap<Thread, Made> made(Registry registry) {
        IdentityHashMap<Thread, Made> made = new IdentityHashMap<>();
        registry.forEachChannel((channel, birth) -> {
            Thread thread = channel instanceof FutureTask<?> ? (Thread) runner.getVolatile(channel) : null;
            Stack stack = thread == null ? null : registry.stack(birth);
            if (thread != null && stack != null) {
                made.putIfAbsent(
                        thread,
                        new Made(stack, registry.number(birth))); // the first one made, in the order of creation
            }
        });
        return made;
    }
}
