// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import io.parkwatch.it.run.Scene;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.Permission;
import java.util.ArrayList;
import java.util.List;

/** Does to all threads, or to the agent's, what no program should. An uncaught exception ends the JVM. */
final class Rude {
    private static final int EXIT = 9;

    private static volatile boolean denies;
    private static int asked;

    private Rude() {}

    public static void main(String[] args) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            System.out.println("uncaught in " + thread + ": " + e);
            Runtime.getRuntime().halt(EXIT);
        });
        if (args.length > 0) {
            guard();
        }
        Scene scene = new Scene();
        scene.on("interrupt", () -> all("").forEach(Thread::interrupt));
        scene.on("stop", Rude::stop);
        scene.on("cpu", Rude::cpu);
        scene.on("threads", () -> System.out.println("ours: " + all("parkwatch")));
        scene.on("deny", () -> denies = true);
        scene.on("allow", () -> denies = false);
        scene.play();
    }

    /** Returns all other threads whose names have this prefix. */
    private static List<Thread> all(String prefix) {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[1000];
        int count = root.enumerate(threads);
        List<Thread> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (threads[i] != Thread.currentThread() && threads[i].getName().startsWith(prefix)) {
                found.add(threads[i]);
            }
        }
        return found;
    }

    private static void stop() throws ReflectiveOperationException {
        for (Thread thread : all("parkwatch")) {
            Thread.class.getMethod("stop").invoke(thread);
        }
    }

    /** Prints the CPU time of the agent's threads, in milliseconds, and the time. */
    @SuppressWarnings("deprecation") // getId is the JDK's own here
    private static void cpu() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        long taken = 0;
        for (Thread thread : all("parkwatch")) {
            taken += Math.max(0, bean.getThreadCpuTime(thread.getId()));
        }
        System.out.println("cpu " + asked++ + ": " + taken / 1_000_000 + " " + System.nanoTime() / 1_000_000);
    }

    /** Denies the agent's watcher a permission that every look needs, and nothing else. */
    @SuppressWarnings("removal")
    private static void guard() {
        System.setSecurityManager(new SecurityManager() {
            @Override
            public void checkPermission(Permission permission) {
                if (denies
                        && permission.getName().equals("monitor")
                        && Thread.currentThread().getName().equals("parkwatch-watcher")) {
                    throw new SecurityException("denied on purpose");
                }
            }
        });
    }
}
