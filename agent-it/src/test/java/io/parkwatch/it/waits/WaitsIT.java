// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;

class WaitsIT {
    private static final String CONDITION = "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject";

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void eachWaitForASignalAResultOrAnEndIsFound(Stage stage) {
        List<Row> rows = new ArrayList<>(List.of(
                waiter("condition", "await").on(CONDITION).madeAnywhere(),
                waiter("conditionTimed", "await").on(CONDITION).madeAnywhere(),
                waiter("latch", "await").on(CountDownLatch.class),
                waiter("latchTimed", "await").on(CountDownLatch.class),
                waiter("barrier", "await").on(CyclicBarrier.class),
                waiter("phaser", "arriveAndAwaitAdvance").on(Phaser.class),
                waiter("futureGet", "get").on(CompletableFuture.class).madeAnywhere(),
                waiter("futureGetTimed", "get").on(CompletableFuture.class).madeAnywhere(),
                waiter("futureJoin", "join").on(CompletableFuture.class).madeAnywhere(),
                waiter("task", "get").on(FutureTask.class).madeAnywhere(),
                waiter("joinPlatform", "join").on(Thread.class).madeAnywhere(),
                waiter("joinTimed", "join").on(Thread.class).madeAnywhere(),
                waiter("termination", "awaitTermination").madeAnywhere(),
                at("park").waiter("park").madeAnywhere(),
                at("parkOnSomething").waiter("park").madeAnywhere()));
        if (stage.jdk().release() >= 21) {
            rows.add(waiter("joinVirtual", "join").on(Thread.class).madeAnywhere());
        }

        try (WatchedJvm jvm = stage.program(Waits.class).start()) {
            Report report = Table.found(stage, jvm, rows.toArray(new Row[0]));
            assertThat(report.finding("barrier").channel().getAsJsonObject("state"))
                    .hasToString("{\"arrived\":1,\"parties\":2}");
            // The monitor that a virtual thread waits on, here the thread that it joins, is known from 25 on.
            if (!stage.virtual() || stage.jdk().release() >= 25) {
                joins(report, "joinPlatform", false);
            }
            if (stage.jdk().release() >= 21) {
                joins(report, "joinVirtual", true);
            }
            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    private static void joins(Report report, String method, boolean virtual) {
        JsonObject holder = report.finding(method).json().getAsJsonObject("holder");
        assertThat(holder.get("name").getAsString()).isEqualTo("sleeper");
        assertThat(holder.get("virtual").getAsBoolean()).isEqualTo(virtual);
    }

    private static Row waiter(String method, String operation) {
        return at(method).waiter(operation).itemless();
    }
}
