// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import org.jspecify.annotations.Nullable;

/**
 * One frame of a stack.
 *
 * @param className binary name, {@code com.acme.Search$Job}
 * @param method method name as compiled
 * @param file source file, if compiled in
 * @param line source line from 1; 0 or less: not known (-2: a native method)
 * @param queue whether a loaded class of this name implements {@code BlockingQueue}
 */
public record Frame(
        String className, String method, @Nullable String file, int line, boolean queue) {

    /** As it is printed: {@code com.acme.Search.first(Search.java:38)}. */
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
}
