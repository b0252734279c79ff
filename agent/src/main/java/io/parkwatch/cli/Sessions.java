// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.nio.file.Path;

/** Opens a session with a JVM. */
record Sessions(Path jar, Messages messages) {
    /** @throws Failure this Java attaches to none; asked first, since {@link Target} cannot even be loaded there */
    Session with(long pid) throws Failure {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw Failure.unreachable(
                    "this Java cannot attach (it has no module jdk.attach): run the command with the java of a JDK");
        }
        return new Session(pid, Target.of(pid, jar), messages, System::nanoTime);
    }
}
