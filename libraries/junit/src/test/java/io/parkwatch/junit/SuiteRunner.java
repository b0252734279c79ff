// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the classes in its arguments with the parameters among them, {@code key=value}, and prints a line for each test
 * and class. In a JVM of its own, which has the release of JUnit that is to be tried.
 */
public final class SuiteRunner implements TestExecutionListener {
    private SuiteRunner() {}

    public static void main(String[] arguments) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (String argument : arguments) {
            int at = argument.indexOf('=');
            if (at < 0) {
                request.selectors(selectClass(argument));
            } else {
                request.configurationParameter(argument.substring(0, at), argument.substring(at + 1));
            }
        }
        LauncherDiscoveryRequest made = request.build();
        long began = System.nanoTime();
        LauncherFactory.create().execute(made, new SuiteRunner());
        System.out.println("took " + (System.nanoTime() - began) / 1_000_000);
        System.out.flush();
        Runtime.getRuntime().halt(0); // leaked threads stay
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String message = result.getThrowable().map(Throwable::toString).orElse("");
        String id = test.getUniqueId()
                .replaceAll("^.*suites\\.", "")
                .replaceAll("]/\\[[a-z-]+:", "/")
                .replaceAll("\\(.*?\\)|]$", "");
        System.out.println(result.getStatus() + "\t" + id + "\t" + message.replace("\n", "\\n"));
    }
}
