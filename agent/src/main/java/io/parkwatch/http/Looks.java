// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.finding.Snapshot;
import io.parkwatch.search.Found;
import io.parkwatch.search.Wish;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The looks that the endpoint shows. Called by the endpoint's thread. */
public interface Looks {
    /** Returns the last look; null before the first one has ended. */
    @Nullable
    Snapshot last();

    /** Returns the answer to a search for threads, once; null until a look has answered. */
    @Nullable
    Found find(Wish wish);

    /** Returns the present time between two looks. */
    Duration interval();
}
