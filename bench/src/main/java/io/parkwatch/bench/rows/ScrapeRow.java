// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.FigureTable;
import io.parkwatch.bench.page.Ratio;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.HeldJvm;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ten requests a second with 200 findings. */
record ScrapeRow(Bench bench) implements Row {
    private static final int FINDINGS = 200;
    private static final double EACH = 0.1;
    private static final List<Variant> VARIANTS = List.of(Variant.PARKWATCH, Variant.PARKWATCH_FLAG);
    static final String CPU = ", ms of CPU";
    private static final String CLOCK = ", ms by the client's clock";
    private static final String SIZE = ", kB";
    private static final String LOOKS = ": looks a second meanwhile";

    @Override
    public String id() {
        return "scraping";
    }

    @Override
    public int rounds() {
        return bench.pick(1, 3);
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.newestIfQuick()) {
            for (Variant variant : bench.on(jdk, VARIANTS)) {
                tasks.add(new Task(jdk, variant, FINDINGS + " findings", () -> run(jdk, variant)));
            }
        }
        return tasks;
    }

    private Map<String, Double> run(Jdk jdk, Variant variant) throws Exception {
        Map<String, Double> figures = new LinkedHashMap<>();
        String options = "port=0,threshold=1s,interval=1s";
        try (HeldJvm jvm = HeldJvm.start(bench, jdk, variant, options, List.of(), "places", FINDINGS)) {
            for (int i = 0; jvm.metric("parkwatch_finding_info") < FINDINGS; i++) {
                if (i > 300) {
                    throw new IllegalStateException("fewer than " + FINDINGS + " findings");
                }
                HeldJvm.rest(EACH);
            }
            for (String path : List.of("metrics", "report")) {
                scrape(jvm, path, bench.pick(10, 100));
                double looks = looks(jvm);
                HeldJvm.Cpu cpu = jvm.cpu();
                long began = System.nanoTime();
                int times = bench.pick(10, 100);
                figures.put("/" + path + CLOCK, Ratio.median(scrape(jvm, path, times)));
                double seconds = (System.nanoTime() - began) / 1e9;
                figures.put("/" + path + CPU, jvm.cpu().since(cpu).others() / 1e6 / times);
                figures.put("/" + path + LOOKS, (looks(jvm) - looks) / seconds);
                figures.put("/" + path + SIZE, jvm.get(path).length() / 1024.0);
            }
        }
        return figures;
    }

    private static double looks(HeldJvm jvm) throws Exception {
        return jvm.metric("parkwatch_look_seconds_count");
    }

    private static List<Double> scrape(HeldJvm jvm, String path, int times) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            jvm.get(path);
            millis.add((System.nanoTime() - start) / 1e6);
            HeldJvm.rest(EACH);
        }
        return millis;
    }

    @Override
    public String section(Samples samples) {
        List<String> measures = new ArrayList<>();
        for (String path : List.of("/metrics", "/report")) {
            for (String measure : List.of(CPU, CLOCK, SIZE, LOOKS)) {
                measures.add(path + measure);
            }
        }
        return """
                # Scraping

                %d findings, ten requests a second, each on a connection of its own; interval 1 s. Wanted: at most 1 ms each, and no look that a request starts.
                A bare JVM and an empty agent answer nothing.

                """.formatted(FINDINGS) + new FigureTable(bench.jdks(), measures, VARIANTS, samples);
    }
}
