// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.concurrent.SubmissionPublisher;

class PublishersIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void whoSubmitsMoreThanIsAskedForIsASender(Stage stage) {
        try (WatchedJvm jvm = stage.program(Publishers.class).start()) {
            Table.found(
                    stage,
                    jvm,
                    at("submit")
                            .sender("submit")
                            .on(SubmissionPublisher.class)
                            .sizeless(2)
                            .made("unread"),
                    at("offer")
                            .sender("offer")
                            .on(SubmissionPublisher.class)
                            .sizeless(2)
                            .made("unread"));

            jvm.release();
            jvm.awaitNoFindings();
        }
    }
}
