// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

/** Thrown to end a command, with one line that says what is wrong and what to do, and an exit code of the contract. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    /** Returns the failure of Parkwatch itself. */
    public static Failure failed(String line) {
        return new Failure(1, line);
    }

    /** Returns the failure for a wrong command line. */
    public static Failure wrongUse(String line) {
        return new Failure(2, line);
    }

    /** Returns the failure for a JVM that could not be reached. */
    public static Failure unreachable(String line) {
        return new Failure(3, line);
    }

    /** Returns the failure that an agent reports, with the exit code first: {@code 2 unknown option x=1: …}. */
    public static Failure refused(String refusal) {
        char code = refusal.charAt(0);
        boolean known = code >= '1' && code <= '3' && refusal.startsWith(" ", 1);
        return known ? new Failure(code - '0', refusal.substring(2)) : failed(refusal);
    }

    public int exitCode() {
        return exitCode;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
