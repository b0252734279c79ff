// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Operation;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import io.parkwatch.look.jvm.Packages;
import io.parkwatch.look.jvm.PlatformThreads;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Tests with a real lock, whose next owner stands for a virtual thread that gets no carrier. */
class FreeLocksTest {
    private final FreeLocks locks = new FreeLocks();

    @Test
    @SuppressWarnings("LockNotBeforeTry") // what follows unlocks it by its state
    void aLockIsFreeIfTwoLooksReadTheSame() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        Thread next = new Thread(lock::lock, "next");
        next.start();
        PlatformThreads threads = new PlatformThreads(Runtime.version().feature());
        await().until(() -> next.getState() == Thread.State.WAITING);
        Object sync = Objects.requireNonNull(threads.blocker(next));

        assertThat(look(next, sync)).isFalse();
        assertThat(look(next, sync)).isFalse();
        // An unlock leaves this state until the thread runs.
        VarHandle state = Packages.field(AbstractQueuedSynchronizer.class, "state", int.class);
        state.setVolatile(sync, 0);
        assertThat(look(next, sync)).isFalse();
        assertThat(look(Thread.currentThread(), sync)).isFalse();
        assertThat(look(next, sync)).isFalse();
        assertThat(look(next, sync)).isTrue();
        state.setVolatile(sync, 1);
        lock.unlock();
        next.join();
    }

    private boolean look(Thread ready, Object sync) {
        locks.see(ready, sync);
        List<OldWait> old = new ArrayList<>(List.of(new OldWait(
                OldWait.hash(sync),
                Samples.observation(),
                new Classification.Stuck(
                        "aaaaaaaaaaaaaaaa",
                        new Operation(Role.LOCK, "lock", "x.Lock", 0, false),
                        new Frame("com.acme.Shop", "run", "Shop.java", 1, false)))));
        locks.mark(old);
        return old.get(0).observation().free();
    }
}
