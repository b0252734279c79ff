// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.pools;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.concurrent.ArrayBlockingQueue;

class StuckTasksIT {
    /** A worker was started where the first task was submitted. */
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void areFoundWhereTheIdleWorkersBesideThemAreNot(Stage stage) {
        try (WatchedJvm jvm = stage.program(StuckTasks.class).start()) {
            Table.found(
                    stage,
                    jvm,
                    stuck("fixed"),
                    stuck("cached"),
                    stuck("scheduled"),
                    stuck("perTask"),
                    stuck("forkJoin"),
                    stuck("common"),
                    stuck("unpooled"),
                    at("run")
                            .sender("put")
                            .on(ArrayBlockingQueue.class)
                            .bounded(1, 1)
                            .started("ownClass")
                            .made("ownClass"));
            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    private static Row stuck(String method) {
        return at(method).sender("put").on(ArrayBlockingQueue.class).bounded(1, 1);
    }
}
