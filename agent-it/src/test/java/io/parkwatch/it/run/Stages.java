// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Provides each JDK with each kind of thread that it has. */
public final class Stages implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        OnEachJdk wanted = context.getRequiredTestMethod().getAnnotation(OnEachJdk.class);
        return of(wanted.from(), wanted.until(), wanted.threads()).stream().map(Arguments::of);
    }

    private static List<Stage> of(int from, int until, Threads... kinds) {
        List<Stage> stages = new ArrayList<>();
        for (Jdk jdk : Jdk.listed()) {
            for (Threads threads : kinds) {
                if (threads == Threads.PLATFORM || jdk.release() >= 21) {
                    stages.add(new Stage(jdk, threads, from, until));
                }
            }
        }
        return stages;
    }

    /**
     * Checks a program on all JDKs with all kinds of thread at the same time, and throws what the first failure threw.
     * For programs that sleep nearly all the time in a test that runs alone: one after the other they leave the machine
     * idle.
     */
    public static void atOnce(Function<Stage, Launch> program, Consumer<WatchedJvm> check)
            throws ExecutionException, InterruptedException {
        List<Callable<Object>> checks = new ArrayList<>();
        for (Stage stage : of(17, Integer.MAX_VALUE, Threads.values())) {
            // Made here, since a launch asks this thread for the folder of its test.
            Launch launch = program.apply(stage).named(stage.toString().replace(' ', '-'));
            checks.add(() -> {
                try (WatchedJvm jvm = launch.start()) {
                    check.accept(jvm);
                }
                return launch;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(checks.size());
        try {
            for (Future<Object> checked : threads.invokeAll(checks)) {
                checked.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
