// SPDX-License-Identifier: Apache-2.0
package clojure.core.async.impl.timers;

import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

public final class TimeoutQueueEntry implements Delayed {
    public final Object channel;

    public TimeoutQueueEntry(Object channel) {
        this.channel = channel;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return 1;
    }

    @Override
    public int compareTo(Delayed other) {
        return 0;
    }
}
