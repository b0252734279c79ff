// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit.suites;

import io.parkwatch.api.Finding;
import io.parkwatch.api.Parkwatch;
import io.parkwatch.api.TagScope;
import io.parkwatch.api.WatchedThread;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Does with the API what the extension does: fails if that does not work. */
public class ByHand {
    private static final Duration OLD = Duration.ofMillis(200);

    @Test
    void goodTestFindsWhatBeganAfterAMark() throws Exception {
        CountDownLatch before = new CountDownLatch(1);
        CountDownLatch after = new CountDownLatch(1);
        awaitWaiting(Start.platform(before::await));
        Instant mark = Parkwatch.mark();
        TagScope scope = Parkwatch.tag("orders");
        awaitWaiting(Start.platform(after::await));
        scope.close();

        Thread.currentThread().interrupt();
        List<Finding> since = Parkwatch.findingsSince(mark, OLD);
        Assertions.assertTrue(Thread.interrupted(), "it was interrupted before");

        List<WatchedThread> left = since.stream()
                .flatMap(finding -> finding.threads().stream())
                .filter(thread -> thread.tag().equals(Optional.of("orders")))
                .toList();
        Assertions.assertEquals(1, left.size(), since.toString());
        Assertions.assertEquals("orders", left.get(0).tag().orElse(""));
        Assertions.assertTrue(left.get(0).createdAt().toString().contains("ByHand.goodTest"), left.toString());
        Assertions.assertTrue(left.get(0).age().compareTo(OLD) >= 0, left.toString());
        long here = Parkwatch.lookNow(OLD).stream()
                .flatMap(finding -> finding.threads().stream())
                .filter(thread -> thread.createdAt().toString().contains("ByHand.goodTest"))
                .count();
        Assertions.assertEquals(2, here);
        before.countDown();
        after.countDown();
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }
}
