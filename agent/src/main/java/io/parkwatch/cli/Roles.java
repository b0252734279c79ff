// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.finding.Role;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a role by its word in the report, and offers these words for completion. */
final class Roles implements ITypeConverter<Role>, Iterable<String> {
    @Override
    public Role convert(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "no role " + text + "; they are " + words().collect(Collectors.joining(", "))));
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }

    private static Stream<String> words() {
        return Arrays.stream(Role.values()).map(Role::word);
    }
}
