// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which frames are the program's own (contract, "program frame"). */
final class ProgramFrames {
    private static final String PROXY = "$Proxy";

    boolean isProgram(Frame frame) {
        return frame.own() == null && isCode(frame);
    }

    /** Of the program or of a channel type of its own. */
    private static boolean isCode(Frame frame) {
        return !frame.queue() && !isLibrary(frame.className()) && !isGenerated(frame.className());
    }

    /**
     * The same where the stack of a wait is known: a helper nested in a queue's class, called by that queue, is the
     * queue's own.
     */
    boolean isProgram(List<Frame> frames, int index) {
        Frame frame = frames.get(index);
        if (!isProgram(frame)) {
            return false;
        }
        for (int out = index + 1; frame.className().indexOf('$') >= 0 && out < frames.size(); out++) {
            Frame caller = frames.get(out);
            if (caller.queue() && frame.className().startsWith(caller.className() + '$')) {
                return false;
            }
        }
        return true;
    }

    /** Prefixes in a row, as a table would have to be made before the first answer. */
    static boolean isLibrary(String name) {
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.")
                || name.startsWith("com.sun.")
                || name.startsWith("kotlin.")
                || name.startsWith("kotlinx.coroutines.")
                || name.startsWith("scala.")
                || name.startsWith("clojure.")
                || name.startsWith("groovy.")
                // Families of channels: their frames are never where a program waits.
                || name.startsWith("com.softwaremill.jox.")
                // Scala's face of it.
                || name.startsWith("ox.");
    }

    /** Classes that are made while a program runs and have no place in its source. */
    private static boolean isGenerated(String className) {
        // A slash: a hidden class, whose name ends in where it lies.
        boolean hidden = className.indexOf('/') >= 0;
        return hidden || (className.indexOf('$') >= 0 && (isProxy(className) || className.contains("FastClassBy")));
    }

    /** {@code $Proxy} and a number, in whatever package. */
    private static boolean isProxy(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        boolean proxy = simple.startsWith(PROXY) && simple.length() > PROXY.length();
        for (int i = PROXY.length(); proxy && i < simple.length(); i++) {
            proxy = simple.charAt(i) >= '0' && simple.charAt(i) <= '9';
        }
        return proxy;
    }

    /** The innermost program frame; if none is left, the outermost frame. {@code frames}: at least one. */
    Frame innermost(List<Frame> frames) {
        return innermost(frames, null);
    }

    /**
     * The same for what is known to be done there: frames of a type of the program's own are the channel's only where
     * it waits on such a one.
     */
    Frame innermost(List<Frame> frames, @Nullable Operation of) {
        for (int i = 0; i < frames.size(); i++) {
            if (isProgram(frames, i) || isOther(frames, i, of)) {
                return frames.get(i);
            }
        }
        return frames.get(frames.size() - 1);
    }

    /**
     * The outermost program frame, as {@link #innermost}; if none is left, the outermost frame. {@code frames}: at
     * least one.
     */
    Frame outermost(List<Frame> frames, @Nullable Operation of) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (isProgram(frames, i) || isOther(frames, i, of)) {
                return frames.get(i);
            }
        }
        return frames.get(frames.size() - 1);
    }

    private static boolean isOther(List<Frame> frames, int index, @Nullable Operation of) {
        Frame frame = frames.get(index);
        return of != null && !of.isOwn(frames) && frame.own() != null && isCode(frame);
    }

    /** A creation stack as it is reported: from the program's frame on, the libraries' frames left out. */
    List<Frame> creation(List<Frame> frames) {
        List<Frame> kept = new ArrayList<>();
        for (Frame frame : frames) {
            if (isProgram(frame)) {
                kept.add(frame);
            }
        }
        return kept;
    }
}
