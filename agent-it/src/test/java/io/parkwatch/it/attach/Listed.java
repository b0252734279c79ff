// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.Jdk;
import io.parkwatch.it.run.WatchedJvm;

/** A JVM as {@code list} shows it. */
final class Listed {
    private Listed() {}

    /** Its line, blanks folded. */
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
