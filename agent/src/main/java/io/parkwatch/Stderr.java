// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The agent's only voice: one line on the process's standard error, whatever the program has made of {@code System.err}. */
public final class Stderr {
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    /** Of them {@code \\R} is made. */
    private static final String BREAKS = "\n\u000B\f\r\u0085\u2028\u2029";

    private Stderr() {}

    /** Prints {@code parkwatch: } and the text; line breaks become spaces. Never throws. */
    public static void line(String text) {
        OUT.println("parkwatch: " + (isOneLine(text) ? text : text.replaceAll("\\R+", " ")));
    }

    private static boolean isOneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (BREAKS.indexOf(text.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
