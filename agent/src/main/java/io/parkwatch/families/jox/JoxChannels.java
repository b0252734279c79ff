// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jox;

import io.parkwatch.births.Birth;
import io.parkwatch.births.Registry;
import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Library;
import io.parkwatch.families.Reader;
import io.parkwatch.finding.Role;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * jox channels. Their waits have no blocker, but every waiter stands in a cell of its channel, with its thread and its
 * direction. A select stands in a cell of each of its channels.
 */
final class JoxChannels implements Reader {
    private final Instrumentation instrumentation;

    JoxChannels(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    private record Made(Object channel, Birth birth) {}

    /** Reads all channels once. The handles lead to the program's loaders, so they must not outlive the look. */
    @Override
    public void find(List<BlockedWait> waits, Registry registry) throws ReflectiveOperationException {
        IdentityHashMap<Thread, BlockedWait> byThread = new IdentityHashMap<>();
        for (BlockedWait wait : waits) {
            byThread.put(wait.thread(), wait);
        }
        List<Made> all = new ArrayList<>();
        registry.forEachChannel((channel, birth) -> {
            if (channel.getClass().getName().equals(JoxCells.CHANNEL)) {
                all.add(new Made(channel, birth));
            }
        });
        IdentityHashMap<Class<?>, JoxCells> releases = new IdentityHashMap<>();
        for (Made one : all) {
            Class<?> type = one.channel.getClass();
            JoxCells cells = releases.get(type);
            if (cells == null) {
                cells = new JoxCells(new Library(type, instrumentation));
                releases.put(type, cells);
            }
            for (JoxCells.Waiter waiter : cells.read(one.channel)) {
                found(byThread.get(waiter.thread()), waiter.role(), cells, one, registry);
            }
        }
    }

    private static void found(@Nullable BlockedWait wait, Role role, JoxCells cells, Made made, Registry registry) {
        if (wait == null) {
            return;
        }
        if (wait.channel == null) {
            wait.role = role;
            wait.channel = cells.describe(made.channel).madeAt(registry.stack(made.birth));
        } else if (wait.role != role) {
            // A select that sends on one channel and receives from another.
            wait.role = Role.WAITER;
        }
    }
}
