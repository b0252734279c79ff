// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.security.Permission;
import java.security.Policy;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sets a security manager that grants the program nothing, and only then creates its first threads and channels, many
 * at one place.
 */
@SuppressWarnings("removal") // it tests security managers
final class Guarded {
    private static final int MANY = 20_000;

    private Guarded() {}

    public static void main(String[] args) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> System.out.println("uncaught in " + thread + ": " + e));
        Denying policy = new Denying();
        policy.implies(Guarded.class.getProtectionDomain(), new RuntimePermission("loads what it needs"));
        Scene scene = new Scene();
        // Spawn reads a property, which is denied later.
        scene.on(Spawn.VIRTUAL ? "guard virtual" : "guard platform", () -> {
            Policy.setPolicy(policy);
            System.setSecurityManager(new SecurityManager());
            for (int i = 0; i < MANY; i++) {
                new LinkedBlockingQueue<String>().add("");
                new ReentrantLock().lock();
            }
            scene.thread(() -> new SynchronousQueue<String>().take()).start();
        });
        scene.on("asked", () -> System.out.println("asked for: " + policy.asked));
        scene.play();
    }

    /**
     * Grants nothing outside the JDK, and records the permissions that the agent needed while it ran with the program's
     * rights.
     */
    private static final class Denying extends Policy {
        private final Set<String> asked = ConcurrentHashMap.newKeySet();

        @Override
        public boolean implies(ProtectionDomain domain, Permission permission) {
            for (StackTraceElement frame : new Throwable().getStackTrace()) {
                String type = frame.getClassName();
                if (type.startsWith("io.parkwatch.")
                        && !type.startsWith("io.parkwatch.it.")
                        && !type.startsWith("io.parkwatch.boot.")) {
                    asked.add(permission + " at " + frame);
                }
            }
            // The JDK's own policy does the same. Without it the JDK cannot print a date.
            return domain.getCodeSource().getLocation().getProtocol().equals("jrt");
        }
    }
}
