// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.jvm.Target;
import java.nio.file.Path;

/** Opens sessions with JVMs. */
record Sessions(Path jar, Messages messages) {
    /** @throws Failure if this Java cannot attach, and so cannot even load {@link Target} */
    Session with(long pid) throws Failure {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw Failure.unreachable(
                    "this Java cannot attach (it has no module jdk.attach): run the command with the java of a JDK");
        }
        return new Session(pid, Target.of(pid, jar), messages, System::nanoTime);
    }
}
