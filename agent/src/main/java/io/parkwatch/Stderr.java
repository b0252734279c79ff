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

    private Stderr() {}

    /** Prints {@code parkwatch: } and the text; line breaks become spaces. Never throws. */
    public static void line(String text) {
        OUT.println("parkwatch: " + text.replaceAll("\\R+", " "));
    }
}
