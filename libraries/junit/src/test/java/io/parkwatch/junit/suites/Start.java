// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit.suites;

import java.lang.reflect.Method;

/** Starts threads for tests that are compiled for 17. */
final class Start {
    private Start() {}

    /** Something that may throw. */
    interface Work {
        void run() throws Exception;
    }

    static Runnable quietly(Work work) {
        return () -> {
            try {
                work.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** Starts a platform thread. */
    static Thread platform(Work work) {
        Thread thread = new Thread(quietly(work), "left");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Starts a virtual thread where there are such threads. */
    static Thread virtual(Work work) {
        Method start;
        try {
            start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        } catch (NoSuchMethodException before21) {
            return platform(work);
        }
        try {
            return (Thread) start.invoke(null, quietly(work));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
