// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import java.util.concurrent.SubmissionPublisher;

class PublishersIT {
    private static final Row[] ROWS = {
        at("submit").sender("submit").on(SubmissionPublisher.class).sizeless(2).made("unread"),
        at("offer").sender("offer").on(SubmissionPublisher.class).sizeless(2).made("unread")
    };

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void whoSubmitsMoreThanIsAskedForIsASender(Stage stage) {
        Table.check(stage, stage.program(Publishers.class), ROWS);
    }

    /** The agent has removed its transformer before the program loads its publisher. */
    @OnEachJdk(threads = Threads.VIRTUAL)
    void alsoInAProgramThatHasHadVirtualThreads(Stage stage) {
        Table.check(stage, stage.program(Publishers.class).afterFirstVirtual(), ROWS);
    }
}
