// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.CountDownLatch;

/** What the tests load into a JVM: it prints what it was given. */
final class TinyAgent {
    private TinyAgent() {}

    public static void agentmain(String arguments, Instrumentation instrumentation) throws InterruptedException {
        System.out.println("agent: " + arguments);
        if (arguments.endsWith("|block")) {
            new CountDownLatch(1).await();
        }
        if (arguments.endsWith("|halt")) {
            Runtime.getRuntime().halt(3);
        }
    }
}
