// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit.suites;

import io.parkwatch.junit.NoStuckThreads;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code @BeforeAll} leaves fails the class, and none of its tests. */
@NoStuckThreads
public class LeakOfAClass {
    @BeforeAll
    static void begin() {
        Start.virtual(() -> new LinkedBlockingQueue<String>().take());
    }

    @Test
    void goodTest() {}

    @Test
    void goodTestWithAThread() throws Exception {
        Start.virtual(() -> {}).join();
    }
}
