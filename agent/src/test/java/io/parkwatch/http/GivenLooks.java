// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.finding.Snapshot;
import io.parkwatch.search.Found;
import io.parkwatch.search.Wish;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks of a test, five seconds apart. */
record GivenLooks(Supplier<@Nullable Snapshot> snapshot, Supplier<@Nullable Found> found) implements Looks {

    GivenLooks(Supplier<@Nullable Snapshot> snapshot) {
        this(snapshot, () -> null);
    }

    @Override
    public @Nullable Snapshot last() {
        return snapshot.get();
    }

    @Override
    public @Nullable Found find(Wish wish) {
        return found.get();
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }
}
