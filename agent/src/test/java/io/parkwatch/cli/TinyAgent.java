// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.lang.instrument.Instrumentation;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** What the tests load into a JVM: it prints what it was given. */
final class TinyAgent {
    private TinyAgent() {}

    public static void agentmain(String arguments, Instrumentation instrumentation) throws InterruptedException {
        System.out.println("agent: " + arguments);
        if (arguments.endsWith("|block")) {
            new CountDownLatch(1).await();
        }
        if (arguments.endsWith("|flicker")) {
            Thread flicker = new Thread(TinyAgent::flicker);
            flicker.setDaemon(true);
            flicker.start();
        }
        if (arguments.endsWith("|halt")) {
            Runtime.getRuntime().halt(3);
        }
    }

    /** An agent property that comes and goes a thousand times a second. */
    private static void flicker() {
        try {
            Properties properties = (Properties) Class.forName("jdk.internal.vm.VMSupport")
                    .getMethod("getAgentProperties")
                    .invoke(null);
            while (true) {
                properties.setProperty("flicker", "on");
                LockSupport.parkNanos(500_000);
                properties.remove("flicker");
                LockSupport.parkNanos(500_000);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
