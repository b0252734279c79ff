// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.StackBudget;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides whether a {@code main} that waits for a future or a thread hangs, or whether the program serves meanwhile.
 * The program serves if one of its own threads is in accept or select. The JVM reports such threads as running, so that
 * finding them takes their stacks; they are read only where the answer matters.
 */
final class MainThread {
    private final PlatformThreads threads;
    private final Predicate<Thread> agents;

    /**
     * A thread that was seen in accept or select. As long as it lives the program serves, even while the thread handles
     * a request.
     */
    private WeakReference<Thread> listener = new WeakReference<>(null);

    /** Where the next look continues if the budget ran out. */
    private int next;

    /** The start of the wait that was last counted as newly stuck. */
    private long lastStuck = Long.MIN_VALUE;

    /** {@code agents} matches the agent's threads. */
    MainThread(PlatformThreads threads, Predicate<Thread> agents) {
        this.threads = threads;
        this.agents = agents;
    }

    /** Turns a wait of {@code main} into a finding if it hangs. */
    void settle(LookState look, Thread[] platform) {
        for (int i = 0; i < look.old.size(); i++) {
            OldWait wait = look.old.get(i);
            Classification.Stuck stuck = wait.is() instanceof Classification.Main main ? main.unlessItServes() : null;
            if (stuck == null || !mayHang(wait, look.old) || serves(look, platform)) {
                continue;
            }
            OldWait found = new OldWait(wait.blocker(), wait.observation(), stuck);
            look.old.set(i, found);
            look.tally(wait).moveToStuck();
            if (lastStuck != wait.observation().sinceNanos()) {
                lastStuck = wait.observation().sinceNanos();
                look.fresh.add(found);
            }
        }
    }

    /** A thread that {@code main} joins must be in a finding itself. */
    private static boolean mayHang(OldWait wait, List<OldWait> old) {
        if (!(wait.is() instanceof Classification.Main main) || !main.joins()) {
            return true;
        }
        Holder joined = wait.observation().holder();
        return joined != null && old.stream().anyMatch(other -> isStuck(other, joined.id()));
    }

    private static boolean isStuck(OldWait wait, long thread) {
        return wait.observation().threadId() == thread && wait.is() instanceof Classification.Stuck;
    }

    /** Reports whether the program serves. Also returns true if the budget ends first: the next look asks again. */
    private boolean serves(LookState look, Thread[] platform) {
        Thread known = listener.get();
        if (known != null && threads.state(known) != Thread.State.TERMINATED) {
            return true;
        }
        for (OldWait wait : look.old) {
            if (!wait.observation().jdkThread()
                    && isListening(wait.observation().stack().frames())) {
                return true;
            }
        }
        look.budget.begin();
        try {
            for (boolean first = true; next < platform.length; first = false) {
                if (!first && look.budget.isExceeded()) {
                    return true;
                }
                Thread[] some = nextRunning(platform);
                // On 17 the JVM refuses to show the stacks of an empty array.
                StackTraceElement[][] stacks = some.length == 0 ? new StackTraceElement[0][] : threads.stacks(some);
                for (int i = 0; i < some.length; i++) {
                    if (stacks[i] != null && isListening(stacks[i])) {
                        listener = new WeakReference<>(some[i]);
                        next = 0;
                        return true;
                    }
                }
            }
        } finally {
            look.budget.end();
        }
        next = 0;
        return false;
    }

    /** Returns the next batch of the program's own running threads. */
    private Thread[] nextRunning(Thread[] platform) {
        Thread[] some = new Thread[StackBudget.BATCH];
        int n = 0;
        for (; next < platform.length && n < some.length; next++) {
            Thread thread = platform[next];
            if (thread != null
                    && !agents.test(thread)
                    && !PlatformThreads.isCarrier(thread)
                    && !PlatformThreads.isJdks(thread)
                    && threads.state(thread) == Thread.State.RUNNABLE) {
                some[n++] = thread;
            }
        }
        return Arrays.copyOf(some, n);
    }

    private static boolean isListening(List<Frame> frames) {
        boolean found = false;
        for (Frame frame : frames) {
            if (isClient(frame.className())) {
                return false;
            }
            found |= isListening(frame.className(), frame.method());
        }
        return found;
    }

    private static boolean isListening(StackTraceElement[] frames) {
        boolean found = false;
        for (StackTraceElement frame : frames) {
            if (isClient(frame.getClassName())) {
                return false;
            }
            found |= isListening(frame.getClassName(), frame.getMethodName());
        }
        return found;
    }

    /** Matches the JDK's HTTP client, which has its own selector but serves no requests. */
    private static boolean isClient(String className) {
        return className.startsWith("jdk.internal.net.http.");
    }

    static boolean isListening(String className, String method) {
        if (className.startsWith("sun.nio.ch.")) {
            return method.equals("accept")
                    || method.equals("select")
                    || method.equals("lockAndDoSelect")
                    || (method.equals("wait") && className.endsWith("Poll"))
                    || (method.equals("poll") && className.endsWith("KQueue"));
        }
        return (className.equals("java.net.ServerSocket") && method.equals("accept"))
                || (className.contains("io.netty.") && (method.startsWith("epollWait") || method.startsWith("kevent")));
    }
}
