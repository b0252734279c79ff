// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import java.util.concurrent.CountDownLatch;

class ScopesIT {
    @OnEachJdk(
            threads = {Threads.PLATFORM, Threads.VIRTUAL},
            from = 21)
    void whoJoinsAScopeIsFoundAndSoIsTheTaskThatItWaitsFor(Stage stage) {
        Table.check(
                stage,
                stage.program(Scopes.class).jvm("--enable-preview"),
                at("joins")
                        .waiter("join")
                        .on("java.util.concurrent.StructuredTaskScope")
                        .itemless()
                        .made("absent"),
                at("subtask")
                        .waiter("await")
                        .on(CountDownLatch.class)
                        .itemless()
                        .started("joins"));
    }
}
