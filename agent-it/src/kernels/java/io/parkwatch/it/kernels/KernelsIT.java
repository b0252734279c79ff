// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;

/** Isolated, since some kernels leak only if their threads get a core within tens of milliseconds. */
@Isolated
class KernelsIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void eachPublishedLeakIsFoundAndNothingElse(Stage stage) {
        Expected.check(stage.program(Published.class));
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void oneQuestionProvesEachThatNothingAliveLeadsTo(Stage stage) {
        for (String collector : List.of("G1", "Parallel", "Serial")) {
            Expected.checkProved(
                    stage.program(Provable.class)
                            .fullyCompiled()
                            .named(collector)
                            .jvm("-XX:+Use" + collector + "GC"),
                    stage);
        }
    }
}
