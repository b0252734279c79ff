// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One frame of a stack.
 *
 * @param className binary name, {@code com.acme.Search$Job}
 * @param method method name as compiled
 * @param file source file, if compiled in
 * @param line source line from 1; 0 or less if not known, -2 for a native method
 * @param queue whether a loaded class of this name implements {@code BlockingQueue}
 * @param own its relation to a channel type of the program's own; null if it has none
 */
public record Frame(
        String className,
        String method,
        @Nullable String file,
        int line,
        boolean queue,
        @Nullable CustomFrame own) {

    /** Creates a frame that belongs to no channel type of the program's own. */
    public Frame(String className, String method, @Nullable String file, int line, boolean queue) {
        this(className, method, file, line, queue, null);
    }

    /** Returns the same frame as part of a channel type of the program's own. */
    public Frame within(CustomFrame channel) {
        return new Frame(className, method, file, line, queue, channel);
    }

    /** Returns the frame as it is printed: {@code com.acme.Search.first(Search.java:38)}. */
    public String text() {
        return className + '.' + method + '(' + place() + ')';
    }

    private String place() {
        if (line == -2) {
            return "Native Method";
        }
        if (file == null) {
            return "Unknown Source";
        }
        return line > 0 ? file + ':' + line : file;
    }

    /**
     * Written by hand, as in every record that is a key: the method that the JDK generates would keep this class, and
     * so the agent's class loader, reachable after the agent has left.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Frame f
                && line == f.line
                && queue == f.queue
                && className.equals(f.className)
                && method.equals(f.method)
                && Objects.equals(file, f.file)
                && Objects.equals(own, f.own);
    }

    @Override
    public int hashCode() {
        return (className.hashCode() * 31 + method.hashCode()) * 31 + line;
    }
}
