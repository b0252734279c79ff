// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A row of the page: the programs that it runs, and the section that shows their figures. */
public interface Row {
    /** Returns its name on the command line. */
    String id();

    /** Returns how many times each of its programs runs. */
    int rounds();

    /** Returns the programs of one round. */
    List<Task> tasks();

    /** Returns its part of the page, in Markdown. */
    String section(Samples samples);

    /** Returns the prefix of the names of figures that were measured with this many threads. */
    static String at(int threads) {
        return String.format(Locale.ROOT, "%,d: ", threads);
    }

    /** A run of one JVM. */
    record Task(Jdk jdk, Variant variant, String what, Body body) {}

    /** Runs a JVM to its end, and returns the figures by name. */
    interface Body {
        Map<String, Double> run() throws Exception;
    }
}
