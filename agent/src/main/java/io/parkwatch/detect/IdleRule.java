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

    /** Between a pool's worker and its wait a queue of the program's own may do what it likes: no task runs in there. */
    private static final String POOL = "getTask";

    boolean matches(List<Frame> frames) {
        boolean guilty = false;
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            if (isMarker(frame)) {
                return !guilty
                        || (method.equals(POOL) && i > 0 && frames.get(i - 1).queue());
            }
            boolean innocent = frame.queue()
                    || ProgramFrames.isLibrary(frame.className())
                    || frame.className().startsWith(library);
            guilty |= !innocent;
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
