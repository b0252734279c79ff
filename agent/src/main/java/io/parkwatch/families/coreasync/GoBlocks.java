// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.coreasync;

import io.parkwatch.families.Library;
import io.parkwatch.families.Reader;
import io.parkwatch.families.SuspendedWaiter;
import io.parkwatch.families.Suspension;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Go blocks, callbacks and threads that wait on core.async's channels. */
final class GoBlocks implements Reader {
    private final Instrumentation instrumentation;

    /** One for each class loader that has the library. */
    private final List<ChannelLists> releases = new ArrayList<>();

    /** Whether the program may have used the library before, and no look has checked yet. */
    private boolean late;

    GoBlocks(Instrumentation instrumentation, boolean late) {
        this.instrumentation = instrumentation;
        this.late = late;
    }

    /**
     * Starts a look. The first one returns all channels of timeouts, to distinguish threads that have slept since
     * before the agent was attached from those that wait.
     */
    @Override
    public List<Object> begins() {
        List<Object> known = new ArrayList<>();
        boolean first = late;
        late = false;
        if (first) {
            findLoaded();
        }
        for (ChannelLists release : releases) {
            release.timeouts.read();
            if (first) {
                release.timeouts.forEach(known::add);
            }
        }
        return known;
    }

    private void findLoaded() {
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        for (Class<?> type : all == null ? new Class<?>[0] : all) {
            if (!type.isHidden() && type.getName().equals(ChannelLists.CHANNEL)) {
                try {
                    releases.add(new ChannelLists(type, new Library(type, instrumentation)));
                } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                    // Half loaded, or not known: the first wait on such a channel will show.
                }
            }
        }
    }

    @Override
    public void ends() {
        for (ChannelLists release : releases) {
            release.timeouts.forget();
        }
    }

    @Override
    public boolean owns(Object channel) throws ReflectiveOperationException {
        if (known(channel) != null) {
            return true;
        }
        if (!channel.getClass().getName().equals(ChannelLists.CHANNEL)) {
            return false;
        }
        ChannelLists found = new ChannelLists(channel.getClass(), new Library(channel.getClass(), instrumentation));
        found.timeouts.read();
        releases.add(found);
        return true;
    }

    private @Nullable ChannelLists known(Object channel) {
        for (ChannelLists release : releases) {
            if (release.type == channel.getClass()) {
                return release;
            }
        }
        return null;
    }

    @Override
    public void read(Object channel, Consumer<Suspension> to) throws ReflectiveOperationException {
        ChannelLists release = known(channel);
        if (release != null) {
            release.read(channel, to);
        }
    }

    @Override
    public SuspendedWaiter describe(Object channel, Suspension waiting) throws ReflectiveOperationException {
        ChannelLists release = known(channel);
        return release == null ? Reader.super.describe(channel, waiting) : release.describe(channel, waiting);
    }

    @Override
    public void forget() {
        releases.clear();
    }
}
