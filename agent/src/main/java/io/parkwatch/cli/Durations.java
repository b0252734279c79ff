// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.options.OptionsException;
import io.parkwatch.options.OptionsParser;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses durations like those of the agent's options: {@code 250ms}, {@code 30s}, {@code 10m}, {@code 1h}. */
final class Durations implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return OptionsParser.parse("threshold=" + text).threshold();
        } catch (OptionsException e) {
            throw new TypeConversionException("not a duration such as 250ms, 30s, 10m or 1h: " + text);
        }
    }
}
