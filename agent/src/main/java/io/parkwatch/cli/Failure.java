// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

/** Ends a command with one line for people, what is wrong and what to do, and an exit code of the contract. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    /** Parkwatch itself failed. */
    static Failure failed(String line) {
        return new Failure(1, line);
    }

    /** The command was not used as it is meant. */
    static Failure wrongUse(String line) {
        return new Failure(2, line);
    }

    /** That JVM could not be reached. */
    static Failure unreachable(String line) {
        return new Failure(3, line);
    }

    /** {@code refusal}: as an agent gives it, its exit code first, {@code 2 unknown option x=1: …}. */
    static Failure refused(String refusal) {
        char code = refusal.charAt(0);
        boolean known = code >= '1' && code <= '3' && refusal.startsWith(" ", 1);
        return known ? new Failure(code - '0', refusal.substring(2)) : failed(refusal);
    }

    int exitCode() {
        return exitCode;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
