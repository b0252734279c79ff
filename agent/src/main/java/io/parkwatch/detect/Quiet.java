// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.List;

/** What a thread does that the JVM calls RUNNABLE and that has used no CPU time for long. */
public final class Quiet {
    public static final String READS_SOCKET = "socket read";

    /**
     * It initializes a class, or so says its stack, and stands still in Java code: it waits for another thread to
     * initialize one.
     */
    public static final String INITIALIZES = "class_init";

    public static final String OTHER = "";

    private static final int NATIVE = -2;

    private Quiet() {}

    /** By its stack, innermost frame first. */
    public static String of(List<Frame> frames) {
        if (frames.isEmpty()) {
            return OTHER;
        }
        if (SocketReads.isOne(frames)) {
            return READS_SOCKET;
        }
        if (frames.get(0).line() == NATIVE && !isInitialization(frames.get(0))) {
            return OTHER;
        }
        for (Frame frame : frames) {
            if (frame.method().equals("<clinit>")) {
                return INITIALIZES;
            }
        }
        return OTHER;
    }

    /** Native methods that initialize a class, and so wait for it. */
    private static boolean isInitialization(Frame frame) {
        return (frame.className().equals("java.lang.Class") && frame.method().equals("forName0"))
                || frame.method().equals("ensureClassInitialized0");
    }
}
