// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopTest {
    @TempDir
    private Path dumps;

    private int dumpsTaken;

    @Test
    void the_shop_has_one_leak_per_role_and_its_traffic_goes_on() {
        Shop shop = new Shop();
        shop.start();

        await().untilAsserted(() -> {
            String dump = dump();
            assertThat(waits(dump, "search-", "SynchronousQueue.put")).isEqualTo(3);
            assertThat(waits(dump, "order-import", "LinkedBlockingQueue.take")).isEqualTo(1);
            assertThat(waits(dump, "checkout-", "ReentrantLock.lock")).isEqualTo(2);
            assertThat(waits(dump, "price-refresh", "CountDownLatch.await")).isEqualTo(1);
        });
        long mails = shop.mailsSent();
        await().until(() -> shop.mailsSent() > mails);

        shop.stop();
        await().untilAsserted(() ->
                assertThat(waits(dump(), "mailer", "ArrayBlockingQueue.take")).isZero());
    }

    /** Counts the threads with this name and frame. Each is a paragraph of the dump. */
    private static long waits(String dump, String thread, String frame) {
        return Arrays.stream(dump.split("\n\n"))
                .filter(paragraph -> paragraph.contains('"' + thread) && paragraph.contains(frame))
                .count();
    }

    private String dump() throws IOException {
        Path file = dumps.resolve(dumpsTaken++ + ".txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
        return Files.readString(file);
    }
}
