// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.rendezvous;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;

class HandOversIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void eachSideThatIsLeftAloneIsFound(Stage stage) {
        Table.check(
                stage,
                HandOvers.class,
                synchronous("put").sender("put"),
                synchronous("take").receiver("take"),
                synchronous("offer").sender("offer"),
                synchronous("poll").receiver("poll"),
                synchronous("fairPut").sender("put"),
                synchronous("fairTake").receiver("take"),
                synchronous("fairOffer").sender("offer"),
                synchronous("fairPoll").receiver("poll"),
                transfer("transfer", 1).sender("transfer"),
                transfer("tryTransfer", 1).sender("tryTransfer"),
                transfer("transferTake", 0).receiver("take"),
                transfer("transferPoll", 0).receiver("poll"),
                exchanger("exchange"),
                exchanger("exchangeNothing"),
                exchanger("exchangeTimed"));
    }

    private static Row synchronous(String method) {
        return at(method).on(SynchronousQueue.class).rendezvous();
    }

    private static Row transfer(String method, int items) {
        return at(method).on(LinkedTransferQueue.class).unbounded(items);
    }

    /** Both sides of an exchange give an item, so each is a sender. */
    private static Row exchanger(String method) {
        return at(method).on(Exchanger.class).sender("exchange");
    }
}
