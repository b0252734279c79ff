// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * A web service on Spring Boot, on virtual threads if the JVM has them. Prints {@code ready} and its port. On
 * {@code cost} it prints the CPU time in nanoseconds and, from 21 on, the bytes allocated so far. It ends with its
 * standard input.
 */
@SpringBootApplication
public class Shop {
    /** Started by the benchmarks. */
    public static void main(String[] args) throws IOException {
        SpringApplication shop = new SpringApplication(Shop.class);
        shop.setDefaultProperties(Map.of(
                "server.port", "0",
                "server.tomcat.max-keep-alive-requests", "-1",
                "spring.threads.virtual.enabled", "true",
                "spring.main.banner-mode", "off",
                "logging.level.root", "warn"));
        var context = (ServletWebServerApplicationContext) shop.run(args);
        System.out.println(
                "ready " + Objects.requireNonNull(context.getWebServer()).getPort());
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            System.out.println(word + " " + cpu() + " " + allocated());
        }
        System.exit(0);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Returns the bytes that all threads have allocated, including ended ones. The method came with 21. */
    private static long allocated() {
        try {
            return (long) com.sun.management.ThreadMXBean.class
                    .getMethod("getTotalThreadAllocatedBytes")
                    .invoke(ManagementFactory.getThreadMXBean());
        } catch (ReflectiveOperationException e) {
            return -1;
        }
    }
}
