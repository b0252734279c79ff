// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.families.Monitor;
import io.parkwatch.look.jvm.Wait;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An old wait of a thread that has not been examined closely yet. It references its thread, so it must not outlive the
 * look.
 *
 * @param tally counts the wait once it is classified
 * @param atLeast whether the wait began before the agent's first look ended
 * @param monitor the monitor or blocker that the JVM reported with the wait; null if none
 * @param pipe the pipe that the thread waits in; null if none
 * @param lasts reports whether the thread is still in this very wait
 * @param keep stores the outcome for as long as the wait lasts
 * @param calls set if a call of a named method is old, and not its waits; null if the wait is old
 */
public record WaitCandidate(
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
