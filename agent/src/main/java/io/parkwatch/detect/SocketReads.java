// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.List;
import java.util.Locale;

/** Recognizes reads from the network in JDK frames: a peer ends them, not a thread of this JVM. */
final class SocketReads {
    private SocketReads() {}

    /** Reports whether the innermost frames are the JDK's and read from a socket. */
    static boolean isOne(List<Frame> frames) {
        for (Frame frame : frames) {
            String type = frame.className();
            if (!ProgramFrames.isLibrary(type)) {
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
