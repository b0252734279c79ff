// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.microhttp.EventLoop;

/**
 * What the two threads of microhttp 0.11 run. It makes them itself and takes none of ours: theirs are never started, as a program's
 * interrupt would make their selectors spin, and what they throw would reach its handler.
 */
final class LoopThreads {
    private LoopThreads() {}

    static Runnable accepting(EventLoop loop) {
        return thread(loop);
    }

    static Runnable answering(EventLoop loop) {
        List<?> loops = (List<?>) field(loop, "connectionEventLoops", List.class);
        return thread(loops.get(0));
    }

    private static Runnable thread(Object of) {
        return (Runnable) field(of, "thread", Thread.class);
    }

    private static Object field(Object of, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(of.getClass(), MethodHandles.lookup())
                    .findVarHandle(of.getClass(), name, type)
                    .get(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another microhttp", e);
        }
    }
}
