// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.report.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Scrapes once, or not at all, in a separate JVM. */
final class ScrapeMain {
    private ScrapeMain() {}

    public static void main(String[] args) {
        Metrics metrics = new Metrics(System::nanoTime, List.of("jox", "kotlinx-coroutines", "core-async"));
        metrics.update(Samples.full());
        for (int i = 0; i < 2 && List.of(args).contains("twice"); i++) {
            try {
                metrics.scrape(null);
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
        if (args.length == 0) {
            System.out.println(new String(metrics.scrape(null).body(), StandardCharsets.UTF_8));
            String accept = "application/openmetrics-text";
            System.out.println(new String(metrics.scrape(accept).body(), StandardCharsets.UTF_8));
        }
    }
}
