// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.changes;

import io.parkwatch.finding.Finding;
import io.parkwatch.support.AgentThreads;
import io.parkwatch.support.Stderr;
import java.util.List;
import java.util.function.LongSupplier;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Puts findings into recordings of the JDK Flight Recorder: as they begin, are proved and end, and once a minute, so
 * that a recording that begins late or forgets its past has them too. Loads no class of the recorder before somebody
 * uses it.
 */
public class FlightEvents extends FindingChanges implements Runnable {
    private static final long MINUTE = 60_000_000_000L;
    private static final int MOST_A_LOOK = 20;
    private static final long MOST_MILLIS = 5_000;

    /** Whether a recording takes the event. */
    boolean recording;

    /** Whether the event is being registered. What begins meanwhile is told afterwards. */
    boolean starting;

    private final AgentThreads threads;
    private int events;
    private volatile @Nullable Thread registering;
    private volatile boolean registered;
    private volatile boolean leaving;

    public FlightEvents(LongSupplier nanoTime, AgentThreads threads) {
        super(nanoTime);
        this.threads = threads;
    }

    @Override
    void begin(List<Finding> findings) {
        events = 0;
        if (isAnyKnown() || !findings.isEmpty()) {
            askRecorder();
        }
    }

    @Override
    void stands(Known known) {
        if (!recording) {
            known.told = false;
            known.old |= !starting;
            return;
        }
        String change = known.told || known.old ? "stands" : "begins";
        if (known.told && known.isProved()) {
            change = "proved";
        } else if (known.told && nanoTime.getAsLong() - known.toldAt < MINUTE) {
            return;
        }
        if (events < MOST_A_LOOK) {
            events++;
            commit(change, known.finding, known.count(), known.most);
            known.tell(nanoTime.getAsLong());
        }
    }

    @Override
    boolean ended(Known known) {
        if (!recording || !known.told) {
            return true;
        }
        if (events == MOST_A_LOOK) {
            return false;
        }
        events++;
        commit("ends", known.finding, 0, known.most);
        return true;
    }

    void commit(String change, Finding finding, int count, int most) {
        new FindingEvent().of(change, finding, count, most).commit();
    }

    /** Learns whether somebody records, and has the event registered if so. */
    void askRecorder() {
        Thread begun = registering;
        starting = begun != null && begun.isAlive(); // asked first: the event may be registered now
        recording = registered && !leaving && new FindingEvent().isEnabled();
        if (begun == null && !leaving && isRecorderThere()) {
            begun = threads.thread(this, "parkwatch-jfr");
            begun.start();
            registering = begun;
            starting = true;
        }
    }

    /** A package is defined with its first class, and to ask for it loads none. */
    @SuppressWarnings("deprecation") // the newer method does not ask the loaders above
    private static boolean isRecorderThere() {
        return Package.getPackage("jdk.jfr.internal") != null && FlightRecorder.isInitialized();
    }

    /** Registers the event. The recorder has locks, and may hold them while it writes to a disk. */
    @Override
    public void run() {
        try {
            if (leaving) {
                FlightRecorder.unregister(FindingEvent.class);
            } else {
                FlightRecorder.register(FindingEvent.class);
                registered = true;
            }
        } catch (Throwable e) {
            Stderr.line("findings are in no recording of the JDK Flight Recorder: " + e);
        }
    }

    /** Unregisters the event, if it is registered. */
    public void forget() throws InterruptedException {
        leaving = true;
        Thread begun = registering;
        if (begun == null) {
            return;
        }
        begun.join(MOST_MILLIS);
        if (registered) {
            begun = threads.thread(this, "parkwatch-jfr");
            begun.start();
            begun.join(MOST_MILLIS);
        }
        if (begun.isAlive()) {
            throw new IllegalStateException("it does not answer");
        }
    }
}
