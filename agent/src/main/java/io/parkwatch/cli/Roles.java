// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.finding.Role;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A role by its word in the report. */
final class Roles implements ITypeConverter<Role> {
    @Override
    public Role convert(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("no role " + text + "; they are "
                        + Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "))));
    }
}
