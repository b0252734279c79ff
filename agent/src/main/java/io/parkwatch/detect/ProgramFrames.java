// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.families.Family;
import io.parkwatch.finding.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which frames are the program's own (contract, "program frame"). */
public final class ProgramFrames {
    private static final String PROXY = "$Proxy";

    /** Prefixes of the families' classes. */
    private final List<String> prefixes = new ArrayList<>();

    /** Beginnings of class names; empty if the program's classes are all but those of known libraries. */
    private final List<String> named;

    ProgramFrames(List<Family> families, List<String> named) {
        this.named = named;
        for (Family family : families) {
            prefixes.addAll(family.prefixes());
        }
    }

    boolean isProgram(Frame frame) {
        return frame.own() == null && isCode(frame);
    }

    /** Reports whether the frame is the program's or of a channel type of the program's own. */
    private boolean isCode(Frame frame) {
        return !frame.queue() && !isLibrary(frame.className()) && !isGenerated(frame.className());
    }

    /**
     * Does the same if the stack of the wait is known. A helper class nested in a queue, and called by that queue,
     * belongs to the queue.
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

    /** Reports whether a class is of the JDK, a language or a family of channels. */
    boolean isLibrary(String name) {
        if (isJdks(name) || name.startsWith("kotlin.") || name.startsWith("scala.") || name.startsWith("groovy.")) {
            return true;
        }
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    static boolean isJdks(String name) {
        return name.startsWith("java.")
                || name.startsWith("javax.")
                || name.startsWith("jdk.")
                || name.startsWith("sun.")
                || name.startsWith("com.sun.");
    }

    /** Reports whether a class is generated at run time, without source in the program. */
    private static boolean isGenerated(String className) {
        // The name of a hidden class ends in a slash and an address.
        boolean hidden = className.indexOf('/') >= 0;
        return hidden || (className.indexOf('$') >= 0 && (isProxy(className) || className.contains("FastClassBy")));
    }

    /** Reports whether the simple name is {@code $Proxy} and a number. */
    private static boolean isProxy(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        boolean proxy = simple.startsWith(PROXY) && simple.length() > PROXY.length();
        for (int i = PROXY.length(); proxy && i < simple.length(); i++) {
            proxy = simple.charAt(i) >= '0' && simple.charAt(i) <= '9';
        }
        return proxy;
    }

    /** Returns the innermost program frame, or the outermost frame if there is none. Requires at least one frame. */
    Frame innermost(List<Frame> frames) {
        return innermost(frames, null);
    }

    /**
     * Does the same for a known operation. Frames of a channel type of the program's own belong to the channel only if
     * the thread waits on such a channel. If the user names the program's classes, only their frames count, unless the
     * stack has none.
     */
    public Frame innermost(List<Frame> frames, @Nullable Operation of) {
        Frame first = null;
        for (int i = 0; i < frames.size(); i++) {
            if (isProgram(frames, i) || isOther(frames, i, of)) {
                first = first == null ? frames.get(i) : first;
                if (isNamed(frames.get(i))) {
                    return frames.get(i);
                }
            }
        }
        return first == null ? frames.get(frames.size() - 1) : first;
    }

    /** Returns the outermost program frame, by the same rules. Requires at least one frame. */
    Frame outermost(List<Frame> frames, @Nullable Operation of) {
        Frame last = null;
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (isProgram(frames, i) || isOther(frames, i, of)) {
                last = last == null ? frames.get(i) : last;
                if (isNamed(frames.get(i))) {
                    return frames.get(i);
                }
            }
        }
        return last == null ? frames.get(frames.size() - 1) : last;
    }

    private boolean isOther(List<Frame> frames, int index, @Nullable Operation of) {
        Frame frame = frames.get(index);
        return of != null && !of.isOwn(frames) && frame.own() != null && isCode(frame);
    }

    private boolean isNamed(Frame frame) {
        for (String name : named) {
            if (frame.className().startsWith(name)) {
                return true;
            }
        }
        return named.isEmpty();
    }

    /**
     * Returns the class that the program called, and where: the outermost frame of the library that {@code waitsAt} is
     * in, and the first frame of the program beyond it. Null if all of the program's frames are of one library.
     */
    public @Nullable LibraryCall call(List<Frame> frames, Frame waitsAt) {
        Frame last = null;
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            if (last == null ? frame.equals(waitsAt) : isProgram(frames, i)) {
                if (last != null && !Names.isSameLibrary(frame.className(), last.className())) {
                    return new LibraryCall(Names.outerClass(last.className()), frame);
                }
                last = frame;
            }
        }
        return null;
    }

    /**
     * A call of a library by the program.
     *
     * @param type the library's class
     * @param calledAt the frame of the program
     */
    public record LibraryCall(String type, Frame calledAt) {}

    /** Returns the reported part of a creation stack: the program's frames, without those of libraries. */
    public List<Frame> creation(List<Frame> frames) {
        List<Frame> kept = new ArrayList<>();
        boolean anyNamed = !named.isEmpty() && frames.stream().anyMatch(this::isNamed);
        for (Frame frame : frames) {
            if (isProgram(frame) && (!anyNamed || isNamed(frame))) {
                kept.add(frame);
            }
        }
        return kept;
    }
}
