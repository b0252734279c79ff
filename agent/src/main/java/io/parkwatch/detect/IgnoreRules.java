// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.util.List;
import java.util.Set;

/**
 * Waits that the user left out.
 *
 * @param prefixes prefixes of the class of any frame
 * @param fingerprints 16 hex digits each
 */
public record IgnoreRules(List<String> prefixes, Set<String> fingerprints) {

    boolean frames(List<Frame> frames) {
        for (Frame frame : frames) {
            for (String prefix : prefixes) {
                if (frame.className().startsWith(prefix)) {
                    return true;
                }
            }
        }
        return false;
    }
}
