// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.List;

/**
 * One way to be idle: a method on the stack with nothing of the program between it and the wait. What the method runs further in may be
 * the program's handler, and a leak in there must be found.
 *
 * @param marker class of the method that says so; ends in {@code .} or {@code $}: every class that begins so
 * @param method its name; {@code *}: any
 * @param library prefix of the classes that may stand between, besides the JDK's and queues
 * @param reason why this thread is innocent
 */
record IdleRule(String marker, String method, String library, String reason) {

    boolean matches(List<Frame> frames) {
        for (Frame frame : frames) {
            if (isMarker(frame)) {
                return true;
            }
            boolean innocent = frame.queue()
                    || ProgramFrames.isLibrary(frame.className())
                    || frame.className().startsWith(library);
            if (!innocent) {
                return false;
            }
        }
        return false;
    }

    private boolean isMarker(Frame frame) {
        boolean open = marker.endsWith(".") || marker.endsWith("$");
        boolean named =
                open ? frame.className().startsWith(marker) : frame.className().equals(marker);
        return named && (method.equals("*") || method.equals(frame.method()));
    }
}
