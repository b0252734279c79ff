// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to be idle: a method on the stack with nothing of the program between it and the wait. What the method runs
 * further in may be the program's handler, and a leak in there must be found.
 *
 * @param marker class of the method that says so; ends in {@code .} or {@code $}: every class that begins so
 * @param method its name, that of a lambda without its number; {@code *}: any
 * @param library prefix of the classes that may stand between, besides the JDK's and queues: the table's column
 *     {@code between}
 */
record IdleRule(String marker, String method, String library) {

    /**
     * Between a pool's worker and its wait a queue of the program's own may do what it likes: no task runs in there.
     */
    private static final String POOL = "getTask";

    boolean matches(List<Frame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            String home = home(frames.get(i));
            if (home != null) {
                return isInnocent(frames.subList(0, i), home + library)
                        || (method.equals(POOL) && i > 0 && frames.get(i - 1).queue());
            }
        }
        return false;
    }

    private static boolean isInnocent(List<Frame> between, String library) {
        for (Frame frame : between) {
            boolean innocent = frame.queue()
                    || ProgramFrames.isLibrary(frame.className())
                    || frame.className().startsWith(library);
            if (!innocent) {
                return false;
            }
        }
        return true;
    }

    /** Only a lambda's number is dear to leave out: every row is asked of every frame. */
    private boolean isNamed(String name) {
        return method.equals("*")
                || method.equals(name)
                || (method.indexOf('$') >= 0 && name.indexOf('$') >= 0 && method.equals(Names.plainMethod(name)));
    }

    /**
     * What stands before the library's own names: nothing, or the packages of who brought a copy of it along, as in
     * {@code net.logstash.logback.encoder.com.lmax.disruptor.BatchEventProcessor}; null: not the marker.
     */
    private @Nullable String home(Frame frame) {
        String name = frame.className();
        if (!isNamed(frame.method())) {
            return null;
        }
        boolean open = marker.endsWith(".") || marker.endsWith("$");
        if (open ? name.startsWith(marker) : name.equals(marker)) {
            return "";
        }
        int at = open ? name.indexOf('.' + marker) : name.length() - marker.length() - 1;
        boolean copy = at > 0 && name.startsWith('.' + marker, at);
        return copy ? name.substring(0, at + 1) : null;
    }
}
