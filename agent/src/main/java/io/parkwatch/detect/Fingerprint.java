// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import io.parkwatch.text.Sha256;

/**
 * The fingerprint of a finding: the first 16 hex digits of SHA-256 over names only. No line, thread, id, time, creation
 * place or hash goes in, so that it is the same in every instance and after every restart.
 */
final class Fingerprint {
    private Fingerprint() {}

    static String of(Operation operation, String type, Frame waitsAt, Frame outermost) {
        String key = String.join(
                "\n",
                operation.role().word(),
                operation.name(),
                // An unknown monitor counts as an Object, which every monitor is.
                type.isEmpty() ? "java.lang.Object" : Names.plainClass(type),
                place(waitsAt),
                place(outermost));
        return Sha256.hex(key, 16);
    }

    private static String place(Frame frame) {
        return Names.plainClass(frame.className()) + '#' + Names.plainMethod(frame.method());
    }
}
