// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels.jox;

import com.softwaremill.jox.Channel;
import io.parkwatch.it.kernels.Expected;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import java.nio.file.Path;
import org.junit.jupiter.api.parallel.Isolated;

/** Isolated, since some kernels leak only if their threads get a core within tens of milliseconds. */
@Isolated
class JoxKernelsIT {
    @OnEachJdk(
            threads = {Threads.PLATFORM, Threads.VIRTUAL},
            from = 21)
    void eachLeakOnChannelsIsFoundAndNothingElse(Stage stage) {
        Expected.check(stage.program(Channels.class).with(Channel.class));
    }

    @OnEachJdk(threads = Threads.VIRTUAL, from = 21)
    void withTheOldestReleaseAsWell(Stage stage) {
        Expected.check(stage.program(Channels.class).with(Path.of(System.getProperty("jox.oldest"))));
    }
}
