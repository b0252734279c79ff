// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.List;
import java.util.Locale;

/** What a thread does that is RUNNABLE for the JVM but has used no CPU time for a long time. */
public final class QuietWork {
    public static final String READS_SOCKET = "socket read";

    /**
     * By its stack the thread initializes a class, and it stands still in Java code: it waits for another thread to
     * initialize a class.
     */
    public static final String INITIALIZES = "class_init";

    public static final String OTHER = "";

    private static final int NATIVE = -2;

    private QuietWork() {}

    /** Classifies a stack, innermost frame first. */
    public static String of(List<Frame> frames) {
        if (frames.isEmpty()) {
            return OTHER;
        }
        if (isSocketRead(frames)) {
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

    /** Reports a native method that initializes a class, and so waits for its initialization. */
    private static boolean isInitialization(Frame frame) {
        return (frame.className().equals("java.lang.Class") && frame.method().equals("forName0"))
                || frame.method().equals("ensureClassInitialized0");
    }

    /**
     * Reports whether the innermost frames are the JDK's and read from a socket: a peer ends that, not a thread of this
     * JVM.
     */
    static boolean isSocketRead(List<Frame> frames) {
        for (Frame frame : frames) {
            String type = frame.className();
            if (!ProgramFrames.isJdks(type)) {
                return false;
            }
            boolean socket =
                    type.startsWith("sun.nio.ch.NioSocketImpl") || type.startsWith("sun.nio.ch.SocketChannelImpl");
            if (socket && frame.method().toLowerCase(Locale.ROOT).endsWith("read")) {
                return true;
            }
        }
        return false;
    }
}
