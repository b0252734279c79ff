// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

class OwnQueuesIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void queuesOfTheProgramsOwnAreFoundAndTheirMethodsAreNotWhereItWaits(Stage stage) {
        Table.check(
                stage,
                OwnQueues.class,
                at("extendedPut").sender("put").on(Inbox.class).bounded(1, 1),
                at("extendedTake").receiver("take").on(Inbox.class).bounded(0, 1),
                // The agent weaves nothing into its constructor. Its creation place is unknown, or that of its lock.
                at("implementedPut").sender("put").on(OneSlot.class).madeAnywhere(),
                at("implementedTake").receiver("take").on(OneSlot.class).madeAnywhere(),
                at("delegatedPut").sender("put").on(LinkedBlockingQueue.class).bounded(1, 1),
                at("delegatedTake")
                        .receiver("take")
                        .on(LinkedBlockingQueue.class)
                        .bounded(0, 1),
                at("send")
                        .started("mailboxSend")
                        .made("<init>")
                        .sender("put")
                        .on(ArrayBlockingQueue.class)
                        .bounded(1, 1),
                at("receive")
                        .started("mailboxReceive")
                        .made("<init>")
                        .receiver("take")
                        .on(ArrayBlockingQueue.class)
                        .bounded(0, 1));
    }

    @OnEachJdk
    void whereAQueueWasMadeThatWaitsOnItsOwnMonitorIsKnown(Stage stage) {
        Table.check(stage, Lockers.class, lockers());
    }

    /** Before 25 the JVM does not report the monitor of a virtual thread. */
    @OnEachJdk(threads = Threads.VIRTUAL, from = 25)
    void alsoOfVirtualThreads(Stage stage) {
        Table.check(stage, Lockers.class, lockers());
    }

    private static Row[] lockers() {
        return new Row[] {
            at("put").sender("put").on(Locker.class).itemless(),
            at("take").receiver("take").on(Locker.class).itemless()
        };
    }
}
