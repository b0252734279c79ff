// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.families.Monitor;
import io.parkwatch.look.jvm.Monitors;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.waits.Calls;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.PlatformWaits;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the platform threads.
 *
 * @param waits null if the JVM does not report the waits of platform threads
 */
record PlatformPass(
        LookState look,
        PlatformThreads threads,
        @Nullable PlatformWaits waits,
        Calls calls,
        @Nullable QuietThreads quiet) {

    /** {@code agents} matches the agent's threads, which are not counted. */
    void read(Thread[] all, Predicate<Thread> agents) {
        List<Thread> watched = new ArrayList<>(all.length);
        for (Thread thread : all) {
            if (thread == null || PlatformThreads.isCarrier(thread) || agents.test(thread)) {
                continue;
            }
            if (waits == null) {
                countUnaged(thread);
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
            if (info != null && !look.countInPipe(watched.get(i), look.platform)) {
                read(waits, watched.get(i), ids[i], info);
            }
        }
    }

    private void countUnaged(Thread thread) {
        if (Wait.of(threads.state(thread)) == null) {
            look.platform.addRunning();
            return;
        }
        look.platform.addWaiting();
        if (!PlatformThreads.isJdks(thread)) {
            look.unaged().platform.add();
        }
    }

    private void read(PlatformWaits waits, Thread thread, long id, ThreadInfo info) {
        PlatformWaits.Entry entry = waits.see(id, info, threads.state(thread), look.number);
        if (entry == null) {
            calls.runs(id);
            look.platform.addRunning();
            // A thread that a debugger suspended uses no CPU time either.
            if (quiet != null && !info.isSuspended()) {
                quiet.see(thread, id, id, look);
            }
            return;
        }
        if (entry.kind() != Wait.BLOCKED && PlatformThreads.isAlwaysIdle(thread)) {
            look.platform.addIdle();
            return;
        }
        int call = calls.see(id, entry.kind(), look.number);
        OldWait known = entry.old();
        if (known != null && known.blocker() != OldWait.hash(threads.blocker(thread))) {
            entry.restart();
        }
        Monitor monitor = Monitors.ofPlatform(info);
        Wait kind = entry.kind();
        if (!look.count(call, thread, id, look.platform, kind, monitor, entry.old(), entry.since())) {
            BooleanSupplier lasts = () -> waits.lasts(entry, id, threads.state(thread));
            look.add(thread, look.platform, kind, entry.since(), monitor, null, lasts, entry::old);
        }
    }
}
