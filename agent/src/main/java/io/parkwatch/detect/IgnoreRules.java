// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Waits that the user left out.
 *
 * @param prefixes prefixes of the class of any frame
 * @param fingerprints 16 hex digits each
 */
public record IgnoreRules(List<String> prefixes, Set<String> fingerprints) {

    /** Returns the prefix that one of the frames has; null if none has any. */
    @Nullable
    String prefix(List<Frame> frames) {
        for (Frame frame : frames) {
            for (String prefix : prefixes) {
                if (frame.className().startsWith(prefix)) {
                    return prefix;
                }
            }
        }
        return null;
    }
}
