// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.look.jvm.Synchronizers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of the JDK's locks: permits and counts that are left, holds, readers, and threads in the queue. */
record LockStates(Synchronizers synchronizers) {

    /** Reports whether a blocker may be one of the JDK's locks. */
    static boolean isLock(@Nullable Object blocker) {
        return blocker instanceof AbstractOwnableSynchronizer
                && blocker.getClass().getName().startsWith("java.util.concurrent.");
    }

    /** Returns the numbers of a blocker by the contract's words; empty if it is none of the JDK's locks. */
    Map<String, Integer> of(@Nullable Object blocker) {
        if (blocker == null || !isLock(blocker) || !synchronizers.isKnown(blocker)) {
            return Map.of();
        }
        String type = blocker.getClass().getName();
        if (isSync(type, "Semaphore")) {
            return numbers(blocker, "permits", synchronizers.state(blocker));
        }
        if (type.equals("java.util.concurrent.CountDownLatch$Sync")) {
            return numbers(blocker, "count", synchronizers.state(blocker));
        }
        if (isSync(type, "locks.ReentrantLock")) {
            return numbers(blocker, "holds", synchronizers.state(blocker));
        }
        if (isSync(type, "locks.ReentrantReadWriteLock")) {
            Map<String, Integer> numbers = numbers(blocker, "holds", synchronizers.writeHolds(blocker));
            numbers.put("readers", synchronizers.readHolds(blocker));
            return numbers;
        }
        return Map.of();
    }

    private static boolean isSync(String type, String of) {
        String sync = "java.util.concurrent." + of;
        return type.equals(sync + "$NonfairSync") || type.equals(sync + "$FairSync");
    }

    private Map<String, Integer> numbers(Object blocker, String word, long number) {
        Map<String, Integer> numbers = new HashMap<>();
        numbers.put(word, (int) number);
        int waiters = synchronizers.waiters(blocker);
        if (waiters >= 0) {
            numbers.put("waiters", waiters);
        }
        return numbers;
    }
}
