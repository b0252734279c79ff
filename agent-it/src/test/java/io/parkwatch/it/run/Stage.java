// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;

/**
 * The JDK and the kind of thread that a program is watched with.
 *
 * @param from the first release that the program runs on
 * @param until the last one
 */
public record Stage(Jdk jdk, Threads threads, int from, int until) {

    /** Returns a program to be watched here. Without this JDK the test is skipped on a desk, and fails in CI. */
    public Launch program(Class<?> main) {
        check(main.getSimpleName());
        return new Launch(this, main);
    }

    /** Does the same for a program in a jar. */
    public Launch program(String main, Path jar) {
        check(jar.getFileName().toString());
        return new Launch(this, main, jar);
    }

    /** Ends the test if this JDK is missing, or if the program does not run on it. */
    void check(String program) {
        if (jdk.home() == null) {
            String missing = "JDK " + jdk.release() + " is listed in it.jdks, but not on this machine: set -Dit.jdk"
                    + jdk.release() + "=<its home>, or take it off the list";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.err.println("SKIPPED: " + missing);
            abort(missing);
        }
        if (jdk.release() < from) {
            abort(program + " needs Java " + from);
        }
        if (jdk.release() > until) {
            abort(program + " runs until Java " + until);
        }
    }

    /** Returns the same JDK, with virtual threads if it has them. */
    public Stage newestThreads() {
        return jdk.release() < 21 ? this : new Stage(jdk, Threads.VIRTUAL, from, until);
    }

    public boolean virtual() {
        return threads == Threads.VIRTUAL;
    }

    @Override
    public String toString() {
        return jdk.release() + " " + threads.word();
    }
}
