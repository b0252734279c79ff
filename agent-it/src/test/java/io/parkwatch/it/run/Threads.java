// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.util.Locale;

/** The kind of threads that {@link Scene#thread} creates in a watched program. */
public enum Threads {
    PLATFORM,
    VIRTUAL;

    /** Returns the program's argument, which also appears in the test's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
