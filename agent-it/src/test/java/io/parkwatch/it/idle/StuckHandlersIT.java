// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.idle;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import java.util.concurrent.ArrayBlockingQueue;

class StuckHandlersIT {
    /** More workers than stuck handlers in the common pool, which has only one on a small machine. */
    private static final String WORKERS = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4";

    @OnEachJdk
    void areFoundThoughTheirThreadsAreTheJdksOwn(Stage stage) {
        Table.check(
                stage,
                stage.program(StuckHandlers.class).jvm(WORKERS),
                stuck("inTimer", "timer"),
                stuck("inDelayer", "delayed"),
                stuck("inServer", "served"),
                stuck("inClient", "served"),
                stuck("inSubscriber", "published"),
                stuck("inCleaner", "cleaned"));
    }

    /** Ignores the start, since the JDK may have started the thread earlier for another reason. */
    private static Row stuck(String method, String made) {
        return at(method)
                .sender("put")
                .on(ArrayBlockingQueue.class)
                .bounded(1, 1)
                .made(made)
                .startedAnywhere();
    }
}
