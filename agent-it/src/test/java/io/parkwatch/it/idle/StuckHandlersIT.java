// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.idle;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import java.util.concurrent.ArrayBlockingQueue;

class StuckHandlersIT {
    @OnEachJdk
    void areFoundThoughTheirThreadsAreTheJdksOwn(Stage stage) {
        Table.check(
                stage,
                StuckHandlers.class,
                stuck("inTimer", "timer"),
                stuck("inDelayer", "delayed"),
                stuck("inServer", "served"),
                stuck("inClient", "served"),
                stuck("inSubscriber", "published"),
                stuck("inCleaner", "cleaned"));
    }

    /** The JDK may have started such a thread for another reason before. */
    private static Row stuck(String method, String made) {
        return at(method)
                .sender("put")
                .on(ArrayBlockingQueue.class)
                .bounded(1, 1)
                .made(made)
                .startedAnywhere();
    }
}
