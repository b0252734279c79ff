// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import static io.parkwatch.points.HookPoint.inJdk;

import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import java.util.List;

/** The hooks in the JDK's own threads and class loaders. */
final class JvmPoints {
    private static final String LOCK_SUPPORT = "java/util/concurrent/locks/LockSupport";
    private static final String CONTAINER = "(Ljdk/internal/vm/ThreadContainer;)V";

    private JvmPoints() {}

    /**
     * Returns the methods where virtual threads begin a wait. A thread that leaves its carrier for any wait passes the
     * first method before its state says so; one that cannot leave it and parks passes the second. The JVM itself
     * counts waits on a monitor that keep the carrier, as it does all waits of platform threads.
     */
    static List<HookPoint> parks() {
        return List.of(
                inJdk("java/lang/VirtualThread", "afterYield", "()V", Hook.PARK_THIS, 21),
                inJdk("java/lang/VirtualThread", "parkOnCarrierThread", "(ZJ)V", Hook.PARK_THIS, 21));
    }

    /** Returns the methods that every way to start a thread ends in. */
    static List<HookPoint> starts() {
        return List.of(
                inJdk("java/lang/Thread", "start", "()V", Hook.STARTED, 17),
                inJdk("java/lang/Thread", "start", CONTAINER, Hook.STARTED, 21),
                inJdk("java/lang/VirtualThread", "start", CONTAINER, Hook.STARTED, 21));
    }

    /**
     * Returns the park points for an agent that is attached on 21 or newer and may leave again. Monitors and sleeps
     * have none, and are then not reported. The JVM never frees a former version of a class for whose native methods it
     * has compiled entries (docs/decisions/0010).
     */
    static List<HookPoint> lateParks() {
        return List.of(
                inJdk(LOCK_SUPPORT, "park", "()V", Hook.PARK_CURRENT, 21),
                inJdk(LOCK_SUPPORT, "park", "(Ljava/lang/Object;)V", Hook.PARK_CURRENT, 21),
                inJdk(LOCK_SUPPORT, "parkNanos", "(J)V", Hook.PARK_CURRENT, 21),
                inJdk(LOCK_SUPPORT, "parkNanos", "(Ljava/lang/Object;J)V", Hook.PARK_CURRENT, 21),
                inJdk(LOCK_SUPPORT, "parkUntil", "(J)V", Hook.PARK_CURRENT, 21),
                inJdk(LOCK_SUPPORT, "parkUntil", "(Ljava/lang/Object;J)V", Hook.PARK_CURRENT, 21));
    }

    /**
     * Returns the start points for such an agent. A thread joins a container as it starts, and virtual threads always
     * do. A platform thread that joins none is recorded when it is constructed.
     */
    static List<HookPoint> lateStarts() {
        return List.of(
                joining("jdk/internal/vm/ThreadContainer"),
                joining("jdk/internal/vm/ThreadContainers$RootContainer$TrackingRootContainer"),
                joining("jdk/internal/vm/ThreadContainers$RootContainer$CountingRootContainer"),
                joining("jdk/internal/vm/SharedThreadContainer"),
                joining("jdk/internal/misc/ThreadFlock$ThreadContainerImpl"),
                inJdk("java/lang/Thread$FieldHolder", "<init>", null, Hook.HELD, 21));
    }

    /** Returns the point before the first virtual thread. One created meanwhile waits for the class's initializer. */
    static List<HookPoint> firstVirtual() {
        return List.of(inJdk("java/lang/VirtualThread", "<clinit>", "()V", Hook.FIRST_VIRTUAL, 21));
    }

    /** Returns the methods through which class loaders define classes. */
    static List<HookPoint> definitions() {
        return List.of(
                inJdk(
                        "java/lang/ClassLoader",
                        "defineClass",
                        "(Ljava/lang/String;[BIILjava/security/ProtectionDomain;)Ljava/lang/Class;",
                        Hook.FILE,
                        17),
                inJdk(
                        "java/lang/ClassLoader",
                        "defineClass",
                        "(Ljava/lang/String;Ljava/nio/ByteBuffer;Ljava/security/ProtectionDomain;)Ljava/lang/Class;",
                        Hook.BUFFER,
                        17));
    }

    /** Returns the point where a task of a pool is made. */
    static List<HookPoint> tasks() {
        return List.of(HookPoint.constructorsInJdk("java/util/concurrent/FutureTask", Hook.MADE));
    }

    private static HookPoint joining(String container) {
        return inJdk(container, "onStart", "(Ljava/lang/Thread;)V", Hook.STARTED_IN, 21);
    }
}
