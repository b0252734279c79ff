// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;

class KernelsIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void eachPublishedLeakIsFoundAndNothingElse(Stage stage) {
        Expected.check(stage.program(Published.class));
    }
}
