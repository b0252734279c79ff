// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a whole output with a file beside the test, and keeps a different output in {@code target/golden}. */
public final class Golden {
    private Golden() {}

    public static void assertSame(Class<?> test, String file, String actual) {
        try (InputStream in = test.getResourceAsStream(file)) {
            String expected = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!expected.equals(actual)) {
                Path kept = Files.createDirectories(Path.of("target", "golden")).resolve(file);
                Files.writeString(kept, actual);
            }
            assertThat(actual).as(file).isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
