// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.util.Locale;

/** Which threads a watched program makes by {@link Scene#thread}. */
public enum Threads {
    PLATFORM,
    VIRTUAL;

    /** The word that the program is told, and that a test's name shows. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
