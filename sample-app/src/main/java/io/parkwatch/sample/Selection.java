// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample;

import io.parkwatch.sample.scenario.Channels;
import io.parkwatch.sample.scenario.Handler;
import io.parkwatch.sample.scenario.Scenario;
import io.parkwatch.sample.scenario.Threads;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose one scenario and how it runs. */
final class Selection {
    @Nullable
    @Option(
            names = "--scenario",
            required = true,
            paramLabel = "NAME",
            converter = ByName.class,
            completionCandidates = Scenarios.class,
            description = "Run one of: ${COMPLETION-CANDIDATES}")
    private Scenario scenario;

    @Option(
            names = "--threads",
            required = true,
            paramLabel = "KIND",
            description = "Its threads: ${COMPLETION-CANDIDATES}")
    private Threads threads = Threads.virtual;

    @Option(
            names = "--channels",
            required = true,
            paramLabel = "KIND",
            description = "Its channels: ${COMPLETION-CANDIDATES}")
    private Channels channels = Channels.queue;

    @Option(names = "--repaired", description = "Run the repaired twin, which leaves no thread behind")
    boolean repaired;

    @Option(
            names = "--times",
            paramLabel = "N",
            converter = Positive.class,
            description = "Handle N requests, one after the other (default: 1)")
    int times = 1;

    Handler handler() {
        return chosen().handler(channels, repaired);
    }

    Thread.Builder builder() {
        return threads.named(chosen().name() + "-");
    }

    private Scenario chosen() {
        return Objects.requireNonNull(scenario, "a required option");
    }

    static final class ByName implements ITypeConverter<Scenario> {
        @Override
        public Scenario convert(String value) {
            return Scenarios.named(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + Scenarios.names() + " but was '" + value + "'"));
        }
    }

    static final class Positive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            try {
                int number = Integer.parseInt(value);
                if (number > 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Reported below, with the numbers that are too low.
            }
            throw new TypeConversionException("expected a whole number from 1 on but was '" + value + "'");
        }
    }
}
