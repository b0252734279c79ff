// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.births.EntryListener;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.finding.WhyNot;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The waits of all threads, kept from look to look: one book for each way to tell a wait from the next one of the same
 * thread. For the watcher's thread only.
 */
public final class Books implements Consumer<long[]> {
    /** Waits that the JVM counts; null in an image without java.management. */
    public final @Nullable PlatformWaits platform;

    /** Waits of virtual threads off their carriers, whose next wait a hook reports. */
    public final Table table;

    public final Calls calls;
    final Pipes pipes;
    private final Consumer<long[]> publish;
    private final EntryListener entered;

    /** {@code publish} hands a new table of thread ids to the hook. */
    public Books(Threads threads, Consumer<long[]> publish, CustomTypes types, EntryListener entered) {
        this.publish = publish;
        this.entered = entered;
        platform = threads.platformWaits;
        pipes = threads.pipes();
        table = new Table(this);
        calls = new Calls(types, entered);
    }

    /** Publishes the table to both hooks that clear the threads that were seen waiting. */
    @Override
    public void accept(long[] ids) {
        publish.accept(ids);
        entered.waits(ids);
    }

    /** Starts a look. {@code whole} is whether the last look completed, or there was none. */
    public void begin(int look, long now, boolean whole) {
        if (!whole) {
            table.unsee(look);
            calls.table.unsee(look);
        }
        table.settle();
        calls.begin(look, now);
    }

    /** Settles the tables. Must be called once all threads were seen, since the tables may have grown. */
    public void settle() {
        table.settle();
        calls.table.settle();
    }

    /**
     * Ends a look: forgets the waits that it did not see, and dates the new ones. {@code end} is a {@link Table#date}.
     */
    public void sweep(int look, long end) {
        if (platform != null) {
            platform.sweep(look, end);
        }
        pipes.sweep(look, end);
        table.sweep(look, end);
        calls.table.sweep(look, end);
    }

    /** Forgets all waits whose end only hooks report. Called after hooks were missing for a while. */
    public void forget() {
        table.forget();
        pipes.forget();
        calls.table.forget();
    }

    /** Records for the old waits that no collector can prove that it can't. */
    public void unproved() {
        if (platform != null) {
            platform.unproved();
        }
        pipes.unproved();
        calls.table.unproved(WhyNot.TIMED);
    }
}
