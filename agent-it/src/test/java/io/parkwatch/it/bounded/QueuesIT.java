// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import static io.parkwatch.it.run.Row.at;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;

class QueuesIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void sendersToFullQueuesAndReceiversFromEmptyOnesAreFound(Stage stage) {
        Table.check(
                stage,
                Queues.class,
                array("arrayPut").sender("put").bounded(1, 1),
                array("arrayOffer").sender("offer").bounded(2, 2),
                array("arrayTake").receiver("take").bounded(0, 3),
                array("arrayPoll").receiver("poll").bounded(0, 3),
                array("manyPut").sender("put").bounded(1, 1).times(25),
                linked("linkedPut").sender("put").bounded(1, 1),
                linked("linkedOffer").sender("offer").bounded(1, 1),
                linked("linkedTake").receiver("take").bounded(0, 4),
                linked("linkedPoll").receiver("poll").bounded(0, 4),
                linked("endlessTake").receiver("take").unbounded(0),
                sorted("sortedTake").receiver("take"),
                sorted("sortedPoll").receiver("poll"));
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void bothEndsOfDequesAreFound(Stage stage) {
        Table.check(
                stage,
                Deques.class,
                deque("put").sender("put").bounded(1, 1),
                deque("putFirst").sender("putFirst").bounded(1, 1),
                deque("putLast").sender("putLast").bounded(1, 1),
                deque("offerFirst").sender("offerFirst").bounded(1, 1),
                deque("take").receiver("take").unbounded(0),
                deque("takeFirst").receiver("takeFirst").bounded(0, 2),
                deque("takeLast").receiver("takeLast").bounded(0, 2),
                deque("pollLast").receiver("pollLast").bounded(0, 2));
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void receiversOfDelayedItemsAreFound(Stage stage) {
        Table.check(
                stage,
                Delays.class,
                delay("takeFromEmpty", 0).receiver("take"),
                delay("takeWhatIsNotDue", 1).receiver("take"),
                delay("poll", 0).receiver("poll"));
    }

    private static Row array(String method) {
        return at(method).on(ArrayBlockingQueue.class);
    }

    private static Row linked(String method) {
        return at(method).on(LinkedBlockingQueue.class);
    }

    private static Row sorted(String method) {
        return at(method).on(PriorityBlockingQueue.class).unbounded(0);
    }

    private static Row deque(String method) {
        return at(method).on(LinkedBlockingDeque.class);
    }

    private static Row delay(String method, int size) {
        return at(method).on(DelayQueue.class).unbounded(size);
    }
}
