// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Family;
import io.parkwatch.families.Reader;
import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** kotlinx.coroutines, 1.7.3 to 1.11.0: coroutines that wait on channels, locks and jobs. */
public final class Kotlinx implements Family {
    private static final String LIBRARY = "kotlinx.coroutines";
    private static final String PACKAGE = "kotlinx/coroutines/";
    private static final String WAITER = "Lkotlinx/coroutines/Waiter;";
    private static final String IN_A_CELL = "(" + WAITER + "Lkotlinx/coroutines/channels/ChannelSegment;I)V";
    private static final String ON_A_JOB = "(Lkotlin/coroutines/Continuation;)Ljava/lang/Object;";
    private static final String IN_A_SELECT = "(Lkotlinx/coroutines/selects/SelectInstance;Ljava/lang/Object;)V";
    private static final String START =
            "(Lkotlinx/coroutines/CoroutineStart;Ljava/lang/Object;Lkotlin/jvm/functions/Function2;)V";

    private final Instrumentation instrumentation;

    public Kotlinx(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public String library() {
        return "kotlinx.coroutines";
    }

    /** Every way to suspend ends in a method that suspends, every way to resume or cancel in that which resumes. */
    @Override
    public List<HookPoint> hookPoints() {
        return List.of(
                HookPoint.constructorsIn(PACKAGE + "channels/BufferedChannel", Hook.MADE),
                // Up to 1.8 MutexImpl extends SemaphoreImpl, so a mutex is recorded twice.
                HookPoint.constructorsIn(PACKAGE + "sync/MutexImpl", Hook.MADE_LOCK),
                HookPoint.constructorsIn(PACKAGE + "sync/SemaphoreImpl", Hook.MADE_LOCK),
                HookPoint.constructorsIn(PACKAGE + "CompletableDeferredImpl", Hook.MADE),
                HookPoint.constructorsIn(PACKAGE + "JobImpl", Hook.MADE),
                suspending("channels/BufferedChannel", "prepareSenderForSuspension", IN_A_CELL),
                suspending("channels/BufferedChannel", "prepareReceiverForSuspension", IN_A_CELL),
                // Up to 1.8 the first of these classes has the method, from 1.9 on the second.
                HookPoint.inLibrary(
                        null, PACKAGE + "sync/SemaphoreImpl", "addAcquireToQueue", "(" + WAITER + ")Z", Hook.SUSPENDS),
                suspending("sync/SemaphoreAndMutexImpl", "addAcquireToQueue", "(" + WAITER + ")Z"),
                suspending("JobSupport", "awaitSuspend", ON_A_JOB),
                suspending("JobSupport", "joinSuspend", ON_A_JOB),
                suspending("JobSupport", "onAwaitInternalRegFunc", IN_A_SELECT),
                suspending("JobSupport", "registerSelectForOnJoin", IN_A_SELECT),
                suspending("AwaitAll", "await", ON_A_JOB),
                HookPoint.inLibrary(
                        LIBRARY, PACKAGE + "CancellableContinuationImpl", "dispatchResume", "(I)V", Hook.RESUMES),
                HookPoint.inLibrary(LIBRARY, PACKAGE + "AbstractCoroutine", "start", START, Hook.BEGINS));
    }

    private static HookPoint suspending(String owner, String method, String descriptor) {
        return HookPoint.inLibrary(LIBRARY, PACKAGE + owner, method, descriptor, Hook.SUSPENDS);
    }

    @Override
    public List<String> prefixes() {
        return List.of("kotlinx.coroutines.");
    }

    /** The blocker of a thread in {@code runBlocking}. */
    @Override
    public String blocker() {
        return "kotlinx.coroutines.BlockingCoroutine";
    }

    /** The outermost frame of a {@code suspend fun main}. */
    @Override
    public String launcher() {
        return "kotlin.coroutines.jvm.internal.RunSuspend";
    }

    @Override
    public String idleWaits() {
        return "idle-waits.tsv";
    }

    @Override
    public Reader reader() {
        return new Coroutines(instrumentation);
    }
}
