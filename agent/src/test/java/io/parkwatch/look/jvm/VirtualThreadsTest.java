// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Tests that write to the JDK's real set. */
class VirtualThreadsTest {
    private static final int THREADS = 20_000;

    private final VirtualThreads all = threads();
    private volatile boolean isOver;

    private static VirtualThreads threads() {
        try {
            return new VirtualThreads();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this test runs on 21 and later", e);
        }
    }

    @Test
    void whoIsPutBackIsListedAndGoesAsItEnds() throws Exception {
        Thread thread = start();
        assertThat(all.takeOut(thread)).isTrue();
        assertThat(listed()).doesNotContain(thread);
        all.putBack(thread);
        assertThat(listed()).contains(thread);

        isOver = true;
        end(thread);
        await().untilAsserted(() -> assertThat(listed()).doesNotContain(thread));
    }

    @Test
    void whoEndedWhileItWasOutIsNotListedAgain() throws Exception {
        Thread thread = start();
        assertThat(all.takeOut(thread)).isTrue();
        isOver = true;
        end(thread);

        all.putBack(thread);
        assertThat(listed()).doesNotContain(thread);
    }

    @Test
    void whoEndsJustAsItIsPutBackIsNotLeftInTheList() throws Exception {
        Set<Thread> threads = new HashSet<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(start());
        }
        isOver = true;
        for (Thread thread : threads) {
            boolean tracked = all.takeOut(thread);
            LockSupport.unpark(thread);
            if (tracked) {
                all.putBack(thread);
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // A join returns before the JDK removes the thread from its list.
        await().untilAsserted(() -> {
            Set<Thread> left = listed();
            left.retainAll(threads);
            assertThat(left).isEmpty();
        });
    }

    private Set<Thread> listed() {
        Set<Thread> listed = new HashSet<>();
        all.forEach(new Thread[0], listed::add);
        return listed;
    }

    private static void end(Thread thread) throws InterruptedException {
        LockSupport.unpark(thread);
        thread.join();
    }

    private Thread start() {
        Runnable body = () -> {
            while (!isOver) {
                LockSupport.park();
            }
        };
        try {
            MethodHandle start = MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
            return (Thread) start.invokeExact(body);
        } catch (Throwable t) {
            throw new IllegalStateException("this test runs on 21 and later", t);
        }
    }
}
