// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to be idle: a method on the stack with no frame of the program between it and the wait. Such a frame may be
 * the program's handler, and a leak in there must be found.
 *
 * @param marker class of the method that marks an idle thread; every class with this prefix if it ends in {@code .} or
 *     {@code $}
 * @param method name of the method, that of a lambda without its number; {@code *} for any
 * @param library prefix of the classes allowed in between, besides the JDK's and queues: the table's column
 *     {@code between}
 */
record IdleRule(String marker, String method, String library) {

    /**
     * The method of a pool's worker that takes a task. A queue of the program may run any frames in there, since no
     * task runs in it.
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

    /** Compares a method name. Strips only the numbers of lambdas: it is expensive, and runs per row and frame. */
    private boolean isNamed(String name) {
        return method.equals("*")
                || method.equals(name)
                || (method.indexOf('$') >= 0 && name.indexOf('$') >= 0 && method.equals(Names.plainMethod(name)));
    }

    /**
     * Returns the prefix before the library's own names: empty, or the packages of a library that shades it, as in
     * {@code net.logstash.logback.encoder.com.lmax.disruptor.BatchEventProcessor}. Null if the frame is not the marker.
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
