// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of wait, as {@link StacksRecorder} recorded it on 17, 21 and 25 (jox: a similar program). */
class RecordedStacksTest {
    private static final Map<String, String> EXPECTED = table("""
            SynchronousQueue.put                          = sender put juc.SynchronousQueue
            SynchronousQueue.put fair                     = sender put juc.SynchronousQueue
            SynchronousQueue.offer                        = sender offer juc.SynchronousQueue
            SynchronousQueue.take                         = receiver take juc.SynchronousQueue
            SynchronousQueue.take fair                    = receiver take juc.SynchronousQueue
            SynchronousQueue.poll                         = receiver poll juc.SynchronousQueue
            ArrayBlockingQueue.put                        = sender put juc.ArrayBlockingQueue
            ArrayBlockingQueue.offer                      = sender offer juc.ArrayBlockingQueue
            ArrayBlockingQueue.take                       = receiver take juc.ArrayBlockingQueue
            ArrayBlockingQueue.poll                       = receiver poll juc.ArrayBlockingQueue
            LinkedBlockingQueue.put                       = sender put juc.LinkedBlockingQueue
            LinkedBlockingQueue.offer                     = sender offer juc.LinkedBlockingQueue
            LinkedBlockingQueue.take                      = receiver take juc.LinkedBlockingQueue
            LinkedBlockingQueue.poll                      = receiver poll juc.LinkedBlockingQueue
            LinkedBlockingDeque.put                       = sender put juc.LinkedBlockingDeque
            LinkedBlockingDeque.putFirst                  = sender putFirst juc.LinkedBlockingDeque
            LinkedBlockingDeque.offerLast                 = sender offerLast juc.LinkedBlockingDeque
            LinkedBlockingDeque.take                      = receiver take juc.LinkedBlockingDeque
            LinkedBlockingDeque.takeLast                  = receiver takeLast juc.LinkedBlockingDeque
            LinkedBlockingDeque.pollFirst                 = receiver pollFirst juc.LinkedBlockingDeque
            PriorityBlockingQueue.take                    = receiver take juc.PriorityBlockingQueue
            PriorityBlockingQueue.poll                    = receiver poll juc.PriorityBlockingQueue
            PriorityBlockingQueue.put into its lock       = lock lock juc.locks.ReentrantLock
            DelayQueue.take                               = receiver take juc.DelayQueue
            DelayQueue.take with an item that is not due  = receiver take juc.DelayQueue
            LinkedTransferQueue.transfer                  = sender transfer juc.LinkedTransferQueue
            LinkedTransferQueue.tryTransfer               = sender tryTransfer juc.LinkedTransferQueue
            LinkedTransferQueue.take                      = receiver take juc.LinkedTransferQueue
            LinkedTransferQueue.poll                      = receiver poll juc.LinkedTransferQueue
            Exchanger.exchange                            = sender exchange juc.Exchanger
            Exchanger.exchange timed                      = sender exchange juc.Exchanger
            ExecutorCompletionService.take                = receiver take juc.LinkedBlockingQueue
            ReentrantLock.lock                            = lock lock juc.locks.ReentrantLock
            ReentrantLock.lock fair                       = lock lock juc.locks.ReentrantLock
            ReentrantLock.lock of a subclass              = lock lock juc.locks.ReentrantLock
            ReentrantLock.lockInterruptibly               = lock lockInterruptibly juc.locks.ReentrantLock
            ReentrantLock.tryLock                         = lock tryLock juc.locks.ReentrantLock
            ReentrantReadWriteLock.lock to read           = lock lock juc.locks.ReentrantReadWriteLock
            ReentrantReadWriteLock.lock to write          = lock lock juc.locks.ReentrantReadWriteLock
            StampedLock.readLock                          = lock readLock juc.locks.StampedLock
            StampedLock.writeLock                         = lock writeLock juc.locks.StampedLock
            StampedLock.tryWriteLock                      = lock tryWriteLock juc.locks.StampedLock
            StampedLock.lock of its view                  = lock lock juc.locks.StampedLock
            Semaphore.acquire                             = lock acquire juc.Semaphore
            Semaphore.acquire of two                      = lock acquire juc.Semaphore
            Semaphore.acquireUninterruptibly              = lock acquireUninterruptibly juc.Semaphore
            Semaphore.tryAcquire                          = lock tryAcquire juc.Semaphore
            Condition.await                               = waiter await juc.locks.AbstractQueuedSynchronizer$ConditionObject
            Condition.awaitNanos                          = waiter awaitNanos juc.locks.AbstractQueuedSynchronizer$ConditionObject
            Condition.awaitUninterruptibly                = waiter awaitUninterruptibly juc.locks.AbstractQueuedSynchronizer$ConditionObject
            CountDownLatch.await                          = waiter await juc.CountDownLatch
            CountDownLatch.await timed                    = waiter await juc.CountDownLatch
            CyclicBarrier.await                           = waiter await juc.CyclicBarrier
            Phaser.arriveAndAwaitAdvance                  = waiter arriveAndAwaitAdvance juc.Phaser
            Phaser.awaitAdvance                           = waiter awaitAdvance juc.Phaser
            CompletableFuture.get                         = waiter get juc.CompletableFuture
            CompletableFuture.get timed                   = waiter get juc.CompletableFuture
            CompletableFuture.join                        = waiter join juc.CompletableFuture
            FutureTask.get                                = waiter get juc.FutureTask
            FutureTask.get of a pool                      = waiter get juc.FutureTask
            ForkJoinTask.get                              = waiter get juc.ForkJoinTask
            ForkJoinTask.join                             = waiter join juc.ForkJoinTask
            ForkJoinPool.awaitTermination                 = waiter awaitTermination juc.ForkJoinPool
            Future.get of one thread a task               = waiter get juc.FutureTask
            ExecutorService.invokeAll                     = waiter invokeAll juc.AbstractExecutorService
            ExecutorService.awaitTermination              = waiter awaitTermination juc.ThreadPoolExecutor
            ExecutorService.close of one thread a task    = waiter close juc.ThreadPerTaskExecutor
            ExecutorService.close of a pool               = waiter awaitTermination juc.ThreadPoolExecutor
            Thread.join                                   = waiter join java.lang.Thread
            Thread.join of a virtual thread               = waiter join java.lang.Thread
            Process.waitFor                               = idle
            LockSupport.park                              = waiter park juc.locks.LockSupport
            LockSupport.park by a blocker                 = waiter park juc.locks.LockSupport
            LockSupport.parkNanos                         = waiter parkNanos juc.locks.LockSupport
            sleep                                         = unreported
            TimeUnit.sleep                                = unreported
            Object.wait                                   = waiter wait
            monitor                                       = unreported
            own queue around a condition                  = receiver take com.acme.Waits$OverCondition
            own queue around a semaphore                  = sender put com.acme.Waits$OverSemaphore
            own queue that delegates                      = receiver take juc.LinkedBlockingQueue
            own queue that extends                        = receiver take juc.LinkedBlockingQueue
            jox send                                      = sender send com.softwaremill.jox.Channel
            jox send buffered                             = sender send com.softwaremill.jox.Channel
            jox sendOrClosed                              = sender sendOrClosed com.softwaremill.jox.Channel
            jox receive                                   = receiver receive com.softwaremill.jox.Channel
            jox receiveOrClosed                           = receiver receiveOrClosed com.softwaremill.jox.Channel
            jox forEach                                   = receiver forEach com.softwaremill.jox.Channel
            jox toList                                    = receiver toList com.softwaremill.jox.Channel
            jox select to receive                         = waiter select com.softwaremill.jox.Channel
            jox select to send                            = waiter select com.softwaremill.jox.Channel
            """);

    record Recorded(String jdk, String name, String thread, List<Frame> frames) {
        @Override
        public String toString() {
            return name + ", " + thread + " thread on " + jdk;
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void aRecordedWaitIsWhatItsNameSays(Recorded wait) {
        Classification is = Waits.detector().classify(Waits.wait(text(wait.frames)));

        assertThat(words(is)).isEqualTo(EXPECTED.get(wait.name));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void aReportedWaitIsFoundAtTheProgramsOwnFrame(Recorded wait) {
        Classification is = Waits.detector().classify(Waits.wait(text(wait.frames)));

        if (is instanceof Classification.Stuck stuck) {
            assertThat(stuck.waitsAt().className()).startsWith("com.acme.Waits").doesNotContain("$Over");
        }
    }

    @Test
    void everyRowWasRecordedAndEveryRecordHasARow() {
        Set<String> names = new HashSet<>();
        recorded().forEach(wait -> names.add(wait.name));

        assertThat(names).isEqualTo(EXPECTED.keySet());
    }

    private static String words(Classification is) {
        if (is instanceof Classification.Stuck stuck) {
            Operation o = stuck.operation();
            String type = o.type().replace("java.util.concurrent.", "juc.");
            return (o.role().word() + ' ' + o.name() + ' ' + type).strip();
        }
        return is.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> table(String rows) {
        Map<String, String> table = new LinkedHashMap<>();
        rows.lines().forEach(row -> {
            String[] parts = row.split("\\s+= ", 2);
            table.put(parts[0], parts[1].strip());
        });
        return table;
    }

    private static String text(List<Frame> frames) {
        List<String> texts = new ArrayList<>();
        for (Frame frame : frames) {
            texts.add((frame.queue() ? "*" : "") + frame.className() + '.' + frame.method());
        }
        return String.join(" < ", texts);
    }

    static List<Recorded> recorded() {
        List<Recorded> all = new ArrayList<>();
        for (String jdk : List.of("17", "21", "25")) {
            try (InputStream in = RecordedStacksTest.class.getResourceAsStream("stacks-" + jdk + ".txt")) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                    String[] parts = line.split(" \\| ", 3);
                    all.add(new Recorded(jdk, parts[0], parts[1], Waits.frames(parts[2])));
                });
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return all;
    }
}
