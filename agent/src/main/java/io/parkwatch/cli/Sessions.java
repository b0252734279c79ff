// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.nio.file.Path;

/** Opens a session with a JVM. */
record Sessions(Path jar, Messages messages) {
    Session with(long pid) {
        return new Session(pid, Target.of(pid, jar), messages, System::nanoTime);
    }
}
