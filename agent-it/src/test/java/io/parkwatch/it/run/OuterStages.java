// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Provides the oldest and the newest JDK with platform threads, once if they are the same. */
final class OuterStages implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        List<Jdk> jdks = Jdk.listed().stream()
                .sorted(Comparator.comparingInt(Jdk::release))
                .toList();
        return Stream.of(jdks.get(0), jdks.get(jdks.size() - 1))
                .distinct()
                .map(jdk -> Arguments.of(new Stage(jdk, Threads.PLATFORM, 17, Integer.MAX_VALUE)));
    }
}
