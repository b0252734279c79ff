// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.families.Monitor;
import io.parkwatch.look.jvm.Monitors;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.waits.Calls;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.PlatformWaits;
import io.parkwatch.look.waits.Table;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One pass over the platform threads. */
final class PlatformPass {
    private final LookState gathered;
    private final PlatformThreads threads;
    private final @Nullable PlatformWaits waits;
    private final Calls calls;
    private final @Nullable QuietThreads quiet;

    /** {@code waits} is null if the JVM does not report the waits of platform threads. */
    PlatformPass(
            LookState gathered,
            PlatformThreads threads,
            @Nullable PlatformWaits waits,
            Calls calls,
            @Nullable QuietThreads quiet) {
        this.gathered = gathered;
        this.threads = threads;
        this.waits = waits;
        this.calls = calls;
        this.quiet = quiet;
    }

    /** Reads all threads. {@code own} matches the agent's threads, which are not counted. */
    void read(Thread[] all, Predicate<Thread> own) {
        List<Thread> watched = new ArrayList<>(all.length);
        for (Thread thread : all) {
            if (thread == null || PlatformThreads.isCarrier(thread) || own.test(thread)) {
                continue;
            }
            if (waits == null) {
                unaged(thread);
            } else {
                watched.add(thread);
            }
        }
        if (waits == null) {
            return;
        }
        long[] ids = new long[watched.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = threads.id(watched.get(i));
        }
        @Nullable ThreadInfo[] infos = waits.read(ids);
        for (int i = 0; i < ids.length; i++) {
            ThreadInfo info = infos[i];
            if (info != null && !gathered.inPipe(watched.get(i), gathered.platform)) {
                read(waits, watched.get(i), ids[i], info);
            }
        }
    }

    private void unaged(Thread thread) {
        Wait wait = Wait.of(threads.state(thread));
        gathered.platform.unaged(wait);
        if (wait != null && !PlatformThreads.isJdks(thread)) {
            gathered.unaged().platform.add();
        }
    }

    private void read(PlatformWaits waits, Thread thread, long id, ThreadInfo info) {
        PlatformWaits.Entry entry = waits.see(id, info, threads.state(thread), gathered.number);
        if (entry == null) {
            calls.runs(id);
            gathered.platform.running();
            // A thread that a debugger suspended uses no CPU time either.
            if (quiet != null && !info.isSuspended()) {
                quiet.see(thread, id, id, gathered);
            }
            return;
        }
        if (entry.wait != Wait.BLOCKED && PlatformThreads.isAlwaysIdle(thread)) {
            gathered.platform.idle();
            return;
        }
        int call = calls.see(id, entry.wait, gathered.number);
        OldWait known = entry.old;
        if (known != null && known.blocker() != OldWait.hash(threads.blocker(thread))) {
            entry.old = null;
            entry.since = Table.NEW;
        }
        Monitor monitor = Monitors.ofPlatform(info);
        if (gathered.isYoung(entry.old, entry.since)
                && gathered.isOldCall(call, thread, id, gathered.platform, entry.wait, monitor)) {
            return;
        }
        gathered.counted(thread, gathered.platform, entry, monitor, null, new Lasts(waits, entry, id, threads, thread));
    }

    /**
     * Reports whether the wait still lasts. A named class, as elsewhere on the startup path: a lambda costs more to
     * create.
     */
    private record Lasts(
            PlatformWaits waits, PlatformWaits.Entry entry, long id, PlatformThreads threads, Thread thread)
            implements BooleanSupplier {
        @Override
        public boolean getAsBoolean() {
            return waits.lasts(entry, id, threads.state(thread));
        }
    }
}
