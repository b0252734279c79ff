// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.coreasync;

import io.parkwatch.families.Library;
import io.parkwatch.families.Releases;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Go blocks, callbacks and threads that wait on core.async's channels. */
final class GoBlocks extends Releases<ChannelLists> {
    private final Instrumentation instrumentation;

    /** Whether the program may have used the library before, and no look has checked yet. */
    private boolean late;

    GoBlocks(Instrumentation instrumentation, boolean late) {
        this.instrumentation = instrumentation;
        this.late = late;
    }

    /** The first look returns the channels of timeouts: threads may sleep since before the agent was attached. */
    @Override
    public List<Object> begins() {
        List<Object> known = new ArrayList<>();
        boolean first = late;
        late = false;
        if (first) {
            findLoaded();
        }
        for (ChannelLists release : releases) {
            release.begins();
            if (first) {
                known.addAll(release.sleeping);
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
    protected @Nullable ChannelLists meet(Object channel) throws ReflectiveOperationException {
        if (!channel.getClass().getName().equals(ChannelLists.CHANNEL)) {
            return null;
        }
        ChannelLists found = new ChannelLists(channel.getClass(), new Library(channel.getClass(), instrumentation));
        found.begins();
        return found;
    }
}
