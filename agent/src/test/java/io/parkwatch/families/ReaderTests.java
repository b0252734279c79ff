// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import io.parkwatch.births.Registry;
import io.parkwatch.births.Stacks;
import io.parkwatch.births.ThreadFacts;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Stack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods that the tests of readers share. */
public final class ReaderTests {
    private ReaderTests() {}

    /** Returns a registry that saw how these channels were made, in this order. */
    public static Registry saw(Object... channels) {
        Registry registry = new Registry(
                100_000, new Stacks(AllFamilies.noClasses(), new CustomTypes(List.of())), new NoThreads(), List.of());
        registry.channels.listen(listener -> {});
        for (Object channel : channels) {
            registry.channels.accept(channel);
        }
        registry.drain();
        return registry;
    }

    private static final class NoThreads implements ThreadFacts {
        @Override
        public long id(Thread thread) {
            return 1;
        }

        @Override
        public boolean ended(Thread thread) {
            return false;
        }
    }

    public static BlockedWait parkedBy(@Nullable Object blocker, Frame... frames) {
        return new BlockedWait(new Thread(() -> {}), blocker, null, new Stack(List.of(frames)));
    }

    public static BlockedWait waitsOn(Monitor monitor, Frame... frames) {
        return new BlockedWait(new Thread(() -> {}), null, monitor, new Stack(List.of(frames)));
    }

    /** Returns the waiters of a channel that the reader owns. */
    public static List<Suspension> waiters(Reader reader, Object channel) throws ReflectiveOperationException {
        List<Suspension> waiters = new ArrayList<>();
        if (reader.owns(channel)) {
            reader.read(channel, waiters::add);
        }
        return waiters;
    }

    public static Object field(Object of, String name) {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            try {
                var field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field.get(of);
            } catch (NoSuchFieldException above) {
                // The superclass has it.
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError(of.getClass() + " has no " + name);
    }
}
