// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the channels of a library, of which each class loader may have another release. */
public abstract class Releases<R extends Reader> implements Reader {
    /** One for each class loader that has the library. */
    protected final List<R> releases = new ArrayList<>();

    /** Returns the reader of a release that was not met yet; null if the channel is not the library's. */
    protected abstract @Nullable R meet(Object channel) throws ReflectiveOperationException;

    @Override
    public boolean owns(Object channel) throws ReflectiveOperationException {
        if (known(channel) != null) {
            return true;
        }
        R release = meet(channel);
        if (release != null) {
            releases.add(release);
        }
        return known(channel) != null;
    }

    private @Nullable R known(Object channel) throws ReflectiveOperationException {
        for (R release : releases) {
            if (release.owns(channel)) {
                return release;
            }
        }
        return null;
    }

    @Override
    public void read(Object channel, Consumer<Suspension> to) throws ReflectiveOperationException {
        R release = known(channel);
        if (release != null) {
            release.read(channel, to);
        }
    }

    @Override
    public SuspendedWaiter describe(Object channel, Suspension waiting) throws ReflectiveOperationException {
        R release = known(channel);
        return release == null ? Reader.super.describe(channel, waiting) : release.describe(channel, waiting);
    }

    @Override
    public @Nullable Object awaited(Object channel, Suspension waiting) throws ReflectiveOperationException {
        R release = known(channel);
        return release == null ? null : release.awaited(channel, waiting);
    }

    @Override
    public List<Object> jobs(Object channel, Suspension waiting) throws ReflectiveOperationException {
        R release = known(channel);
        return release == null ? List.of() : release.jobs(channel, waiting);
    }

    @Override
    public boolean lasts(Object channel) {
        return releases.stream().anyMatch(release -> release.lasts(channel));
    }

    @Override
    public void ends() {
        releases.forEach(Reader::ends);
    }

    @Override
    public void forget() {
        releases.clear();
    }
}
