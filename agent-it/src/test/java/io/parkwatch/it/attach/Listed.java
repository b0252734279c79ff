// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.Jdk;
import io.parkwatch.it.run.WatchedJvm;

/** Reads the line of a JVM in the output of {@code list}. */
final class Listed {
    private Listed() {}

    /** Returns its line with runs of blanks replaced by one. */
    static String line(Jdk jdk, WatchedJvm jvm) {
        Cli.Ended list = Cli.on(jdk).run("list");
        return list.out()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .filter(line -> line.startsWith(jvm.pid() + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(jvm.pid() + " is not listed: " + list));
    }
}
