// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

/** Ends a command: one line says what is wrong and what to do, and the exit code is one of the contract. */
public final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    /** Parkwatch itself failed. */
    public static Failure failed(String line) {
        return new Failure(1, line);
    }

    /** The command line is wrong. */
    public static Failure wrongUse(String line) {
        return new Failure(2, line);
    }

    /** The JVM could not be reached. */
    public static Failure unreachable(String line) {
        return new Failure(3, line);
    }

    /** {@code refusal}: as an agent writes it, with the exit code first: {@code 2 unknown option x=1: …}. */
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
