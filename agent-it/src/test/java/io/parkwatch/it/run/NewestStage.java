// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.util.Collections;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Provides the newest JDK with platform threads. */
final class NewestStage implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Jdk newest = Collections.max(Jdk.listed(), Comparator.comparingInt(Jdk::release));
        return Stream.of(Arguments.of(new Stage(newest, Threads.PLATFORM, 17, Integer.MAX_VALUE)));
    }
}
