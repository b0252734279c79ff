// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Provides each JDK with each kind of thread that it has. */
final class Stages implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        OnEachJdk wanted = context.getRequiredTestMethod().getAnnotation(OnEachJdk.class);
        List<Arguments> stages = new ArrayList<>();
        for (Jdk jdk : Jdk.listed()) {
            for (Threads threads : wanted.threads()) {
                if (threads == Threads.PLATFORM || jdk.release() >= 21) {
                    stages.add(Arguments.of(new Stage(jdk, threads, wanted.from(), wanted.until())));
                }
            }
        }
        return stages.stream();
    }
}
