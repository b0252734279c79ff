// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.channels.Monitor;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.waits.Calls;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Tally;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An old wait that nobody looked at closely yet. Holds its thread, so it lives no longer than the look.
 *
 * @param tally of its type of threads: counts it as what it turns out to be
 * @param atLeast whether it began before the agent's first look ended
 * @param monitor the monitor or blocker that the JVM told along with the wait; null: not told
 * @param pipe the one that it waits in; null: none
 * @param lasts whether the thread is in this very wait still
 * @param keep remembers the outcome for as long as the wait lasts
 * @param calls it is old as a call of a named method, whose waits are not; null: it is a wait
 */
record Candidate(
        Thread thread,
        Tally tally,
        Wait kind,
        long since,
        boolean atLeast,
        @Nullable Monitor monitor,
        @Nullable Object pipe,
        BooleanSupplier lasts,
        Consumer<OldWait> keep,
        @Nullable Calls calls) {}
