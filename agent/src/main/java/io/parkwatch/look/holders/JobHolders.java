// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Holder;
import io.parkwatch.gather.Cause;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.LookState.AwaitedEnd;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.StuckWait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the stuck coroutines for whose end other coroutines wait. */
final class JobHolders {
    private JobHolders() {}

    /** Fills in the causes of coroutines' waits. Returns whether the next look may name more. */
    static boolean name(@Nullable Cause[] causes, LookState look, int reading) {
        boolean firstRead = false;
        for (int i = 0; i < causes.length; i++) {
            OldWait wait = look.old.get(i);
            AwaitedEnd end = look.threads.get(i) == null ? look.awaited(wait) : null;
            StuckWait stuck = wait.stuck();
            if (end == null || stuck == null) {
                continue;
            }
            String how = end.isOwn() ? Holder.COROUTINE : Holder.CHILD;
            boolean isFirst = !stuck.isHeldAt(reading - 1);
            long first = end.waits().get(0).observation().sinceNanos();
            boolean isSame = stuck.isHeldAt(reading - 1, 0, first, how);
            if (isSame) {
                stuck.holdOn(reading);
                causes[i] = new Cause(holders(end, how), Map::of, -1, false, false, List::of, null);
            } else {
                stuck.hold(new long[] {first}, new String[] {how}, reading);
                firstRead |= isFirst;
            }
        }
        return firstRead;
    }

    private static List<Holder> holders(AwaitedEnd end, String how) {
        List<Holder> holders = new ArrayList<>(end.waits().size());
        for (OldWait one : end.waits()) {
            if (one.is() instanceof Classification.Stuck is) {
                String name = one.observation().threadName();
                holders.add(new Holder(0, name, false, Holder.STUCK, is.waitsAt(), is.fingerprint(), how));
            }
        }
        return holders;
    }
}
