// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One row of the wanted table: what is run for it, and what the page shows of it. */
public interface Row {
    /** A word for the command line. */
    String id();

    /** How often each of its programs is run. */
    int rounds();

    /** The programs of one round. */
    List<Task> tasks();

    /** Its part of the page, in Markdown. */
    String section(Samples samples);

    /** The start of the names of figures that were measured with so many threads. */
    static String at(int threads) {
        return String.format(Locale.ROOT, "%,d: ", threads);
    }

    /** One JVM. */
    record Task(Jdk jdk, Variant variant, String what, Body body) {}

    /** Runs it to its end, and gives its figures by name. */
    interface Body {
        Map<String, Double> run() throws Exception;
    }
}
