// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.proofs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parkwatch.births.EntryListener;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import io.parkwatch.look.jvm.VirtualStates;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.waits.Books;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Samples;
import io.parkwatch.look.waits.Table;
import io.parkwatch.look.waits.Threads;
import io.parkwatch.proof.Verdicts;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests with a real virtual thread in the JDK's set. */
class ProofSuspectsTest {
    private final Threads threads = threads();
    private final Books books = new Books(threads, ids -> {}, new CustomTypes(List.of()), new EntryListener());
    private final Table table = books.table;
    private final ProofSuspects suspects = new ProofSuspects(threads, books);
    private final Thread thread = start();
    private final OldWait known = new OldWait(0, Samples.observation(), new Classification.Unreported(""));
    private final long wait = known.observation().sinceNanos();
    private final long id = threads.id(thread);
    private volatile boolean isOver;
    private volatile boolean runs;

    private static Threads threads() {
        try {
            return new Threads(Runtime.version().feature());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Thread start() {
        Runnable body = () -> {
            while (!isOver) {
                if (!runs) {
                    LockSupport.park();
                }
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

    @BeforeEach
    void waits() {
        assertThat(threads.readVirtual(true)).isEmpty();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        table.old(table.put(id, Wait.WAITING, 1), known);
    }

    @AfterEach
    void end() {
        isOver = true;
        LockSupport.unpark(thread);
    }

    @Test
    void theWaitOfWhichItWasShownIsLeaked() {
        assertThat(judged(wait)).isEqualTo(Verdict.LEAKED);
    }

    @Test
    void anotherWaitOfTheSameThreadIsNot() {
        assertThat(judged(wait + 1)).isEqualTo(Verdict.STUCK);
    }

    @Test
    void aThreadThatRunsByNowIsNot() {
        runs = true;
        LockSupport.unpark(thread);
        await().until(() -> thread.getState() == Thread.State.RUNNABLE);
        assertThat(judged(wait)).isEqualTo(Verdict.STUCK);
    }

    @Test
    void aThreadThatHasEndedIsNot() {
        end();
        await().until(() -> thread.getState() == Thread.State.TERMINATED);
        assertThat(judged(wait)).isEqualTo(Verdict.STUCK);
    }

    @Test
    void aThreadThatHasBegunAnotherWaitSinceIsNot() {
        int slot = table.find(id);
        table.clear(slot);
        suspects.judge(verdicts(wait));
        assertThat(table.old(slot)).isNull();
    }

    /** The hook clears its entry between the look at its state and the verdict. */
    @Test
    void aThreadThatBeginsAnotherWaitWhileItIsJudgedIsNot() throws ReflectiveOperationException {
        VirtualStates states = new VirtualStates(Class.forName("java.lang.VirtualThread"), true) {
            @Override
            public @Nullable WhyNot untriable(Thread thread) {
                table.clear(table.find(id));
                return null;
            }
        };
        VirtualThreads virtual = new VirtualThreads() {
            @Override
            public VirtualStates states() {
                return states;
            }
        };
        Threads racing = new Threads(threads.platform, Objects.requireNonNull(threads.platformWaits), virtual);
        int slot = table.find(id);
        new ProofSuspects(racing, books).judge(verdicts(wait));
        assertThat(table.old(slot)).isNull();
    }

    private Verdict judged(long shown) {
        suspects.judge(verdicts(shown));
        return Objects.requireNonNull(table.old(table.find(id))).observation().verdict();
    }

    private Verdicts verdicts(long shown) {
        return new Verdicts(Map.of(id, shown), List.of(), Map.of(), null);
    }
}
