// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Stack;

/**
 * What the JDK's frames above the program's innermost one show of a wait. Thousands of waits share one stack.
 *
 * @param acquires whether the JDK's own synchronizers park the thread
 * @param timed whether there is a time-out. Up to 23 a virtual thread's state does not say whether it parks with one.
 * @param interruptible whether an interrupt ends the wait, and no known loop around it waits again
 */
record JdkCalls(boolean acquires, boolean timed, boolean interruptible) {
    private static final String TASK = "java.util.concurrent.FutureTask";
    private static final String COMPLETABLE = "java.util.concurrent.CompletableFuture";

    static JdkCalls of(Stack stack) {
        boolean acquires = false;
        boolean timed = false;
        boolean interruptible = false;
        for (Frame frame : stack.frames()) {
            String type = frame.className();
            String method = frame.method();
            if (type.equals("java.lang.ApplicationShutdownHooks") || method.endsWith("Uninterruptibly")) {
                return new JdkCalls(acquires, timed, false);
            }
            if (!isJdks(frame)) {
                break;
            }
            acquires |= type.startsWith("java.util.concurrent.locks.AbstractQueued");
            timed |= method.equals("parkNanos") || method.equals("parkUntil");
            interruptible |= method.contains("Interruptibly")
                    || (method.equals("join") && type.equals("java.lang.Thread"))
                    || (method.equals("get") && (type.equals(TASK) || type.equals(COMPLETABLE)));
        }
        return new JdkCalls(acquires, timed, interruptible);
    }

    static boolean isJdks(Frame frame) {
        return frame.className().startsWith("java.") || frame.className().startsWith("jdk.");
    }
}
