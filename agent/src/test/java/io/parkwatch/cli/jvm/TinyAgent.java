// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.lang.instrument.Instrumentation;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** The agent that tests load into a JVM. It prints its arguments, and acts on some. */
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
        if (arguments.endsWith("|stays")) {
            report("""
                    {"version":"1","attached":true,"once":true,"since":"2026-11-24T10:59:00Z","threshold":"5s","interval":"1s",\
                    "watchedMillis":5000,"toThresholdMillis":0,"unread":0}""");
        }
        if (arguments.endsWith("|mute")) {
            report("");
        }
        if (arguments.endsWith("|detach")) {
            leave();
        }
        if (arguments.endsWith("|halt")) {
            Runtime.getRuntime().halt(3);
        }
    }

    /** Sets an agent property, which stays until the JVM ends. */
    private static void report(String status) {
        try {
            properties().setProperty("parkwatch", status);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void leave() {
        try {
            properties().remove("parkwatch");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Properties properties() throws ReflectiveOperationException {
        return (Properties) Class.forName("jdk.internal.vm.VMSupport")
                .getMethod("getAgentProperties")
                .invoke(null);
    }

    /** Sets and removes an agent property a thousand times a second. */
    private static void flicker() {
        try {
            Properties properties = properties();
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
