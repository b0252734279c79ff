// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import static io.parkwatch.families.ReaderTests.waiters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parkwatch.families.AllFamilies;
import io.parkwatch.families.Reader;
import io.parkwatch.families.ReaderTests;
import io.parkwatch.families.SuspendedWaiter;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlin.coroutines.jvm.internal.DebugMetadata;
import kotlinx.coroutines.AwaitKt;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.MutexKt;
import kotlinx.coroutines.sync.Semaphore;
import kotlinx.coroutines.sync.SemaphoreKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests with the real library. Each suspends functions as compiled code does, and reads what they wait on. */
class CoroutinesTest {
    private final Reader reader = new Coroutines(AllFamilies.noClasses());
    private final Channel<Object> channel = channel(0);

    private static Channel<Object> channel(int capacity) {
        return ChannelKt.Channel(capacity, BufferOverflow.SUSPEND, null);
    }

    /** The class that a suspending function of the program is compiled to. */
    @SuppressWarnings("serial") // never serialized
    @DebugMetadata(
            f = "Shop.kt",
            l = {7},
            m = "buy",
            c = "acme.Shop",
            n = {},
            s = {},
            i = {})
    private static final class Buy extends ContinuationImpl {
        /** The current suspension of the function. */
        @SuppressWarnings("UnusedVariable") // read by the library
        private final int label = 1;

        Buy(Continuation<Object> completion, CoroutineContext context) {
            super(completion, context);
        }

        @Override
        protected @Nullable Object invokeSuspend(Object result) {
            return Unit.INSTANCE;
        }
    }

    private static final class End implements Continuation<Object> {
        private final CoroutineContext context;

        End(CoroutineContext context) {
            this.context = context;
        }

        @Override
        public CoroutineContext getContext() {
            return context;
        }

        @Override
        public void resumeWith(Object result) {}
    }

    private static Continuation<Object> buy() {
        CoroutineContext context = new CoroutineName("buyer");
        return new Buy(new End(context), context);
    }

    @SuppressWarnings("unchecked") // the library's Unit is an object
    private static Continuation<Unit> unit() {
        return (Continuation<Unit>) (Continuation<?>) buy();
    }

    @SuppressWarnings("unchecked") // as above
    private static Continuation<Boolean> bool() {
        return (Continuation<Boolean>) (Continuation<?>) buy();
    }

    @SuppressWarnings("unchecked") // as above
    private static Continuation<Object> plain(Continuation<?> self) {
        return (Continuation<Object>) self;
    }

    private static void suspends(@Nullable Object result) {
        assertThat(result).isSameAs(IntrinsicsKt.getCOROUTINE_SUSPENDED());
    }

    private Suspension only(Object of) throws ReflectiveOperationException {
        List<Suspension> all = waiters(reader, of);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void sendersStandInNumberedCellsInTheirOrder() throws Exception {
        suspends(channel.send("a", unit()));
        suspends(channel.send("b", unit()));

        List<Suspension> all = waiters(reader, channel);

        assertThat(all).extracting(Suspension::number).containsExactly(1L, 2L);
        assertThat(all).allSatisfy(one -> {
            assertThat(one.role()).isEqualTo(Role.SENDER);
            assertThat(one.operation()).isEqualTo("send");
            assertThat(one.shared()).isNull();
            assertThat(one.blocker()).isNull();
        });
    }

    @Test
    void aWaitThatEndedIsGoneAndTheNextHasItsNumber() throws Exception {
        suspends(channel.send("a", unit()));
        suspends(channel.send("b", unit()));
        assertThat(channel.receive(buy())).isEqualTo("a");

        assertThat(only(channel).number()).isEqualTo(2);
    }

    @Test
    void receiversAreKnownFarBehindTheFirstSegment() throws Exception {
        for (int i = 0; i < 100; i++) {
            suspends(channel.receive(buy()));
        }
        suspends(channel.iterator().hasNext(bool()));

        List<Suspension> all = waiters(reader, channel);

        assertThat(all).hasSize(101);
        assertThat(all.get(100).number()).isEqualTo(101);
        assertThat(all).allSatisfy(one -> assertThat(one.role()).isEqualTo(Role.RECEIVER));
        assertThat(all).allSatisfy(one -> assertThat(one.operation()).isEqualTo("receive"));
    }

    @Test
    void whoHasRoomDoesNotWait() throws Exception {
        Channel<Object> one = channel(1);
        assertThat(one.send("a", unit())).isEqualTo(Unit.INSTANCE);
        assertThat(waiters(reader, one)).isEmpty();

        suspends(one.send("b", unit()));
        assertThat(only(one).number()).isEqualTo(2);
    }

    @Test
    void theCapacityDeterminesTheKind() throws Exception {
        assertThat(described(0)).isEqualTo(seen(Kind.RENDEZVOUS, 0, 0));
        assertThat(described(3)).isEqualTo(seen(Kind.BOUNDED, null, 3));
        assertThat(described(Channel.UNLIMITED)).isEqualTo(seen(Kind.UNBOUNDED, null, null));
    }

    private ObservedChannel described(int capacity) throws ReflectiveOperationException {
        Channel<Object> made = channel(capacity);
        suspends(made.receive(buy()));
        return reader.describe(made, only(made)).channel();
    }

    private static ObservedChannel seen(Kind kind, @Nullable Integer size, @Nullable Integer capacity) {
        return new ObservedChannel("kotlinx.coroutines.channels.BufferedChannel", kind, size, capacity, null);
    }

    @Test
    void aWaiterIsDescribedByItsContinuation() throws Exception {
        suspends(channel.receive(buy()));

        SuspendedWaiter described = reader.describe(channel, only(channel));

        assertThat(described.role()).isEqualTo(Role.RECEIVER);
        assertThat(described.name()).isEqualTo("buyer");
        assertThat(described.frames()).containsExactly(new StackTraceElement("acme.Shop", "buy", "Shop.kt", 7));
        assertThat(described.on()).isSameAs(channel);
        assertThat(described.resumed()).isSameAs(only(channel).waiter());
        assertThat(described.coroutine()).isNull();
        assertThat(described.blocked()).isNull();
        assertThat(described.holder()).isNull();
        assertThat(described.loop()).isFalse();
    }

    @Test
    void aCoroutineIsHeldByTheJobAboveIt() throws Exception {
        Job above = JobKt.Job(null);
        Job launched = BuildersKt.launch(
                CoroutineScopeKt.CoroutineScope(above),
                EmptyCoroutineContext.INSTANCE,
                CoroutineStart.UNDISPATCHED,
                (scope, self) -> channel.receive(plain(self)));

        SuspendedWaiter described = reader.describe(channel, only(channel));

        assertThat(described.coroutine()).isSameAs(launched);
        assertThat(described.holder()).isSameAs(above);
    }

    @Test
    void theCoroutineIsTheOutermostJob() throws Exception {
        Job launched = BuildersKt.launch(
                CoroutineScopeKt.CoroutineScope(EmptyCoroutineContext.INSTANCE),
                EmptyCoroutineContext.INSTANCE,
                CoroutineStart.UNDISPATCHED,
                (scope, self) -> CoroutineScopeKt.coroutineScope((inner, own) -> channel.receive(plain(own)), self));

        assertThat(reader.describe(channel, only(channel)).coroutine()).isSameAs(launched);
    }

    @Test
    void locksAndPermitsAreWaitedForInCells() throws Exception {
        Mutex mutex = MutexKt.Mutex(true);
        suspends(mutex.lock(null, unit()));
        suspends(mutex.lock("owner", unit()));
        Semaphore semaphore = SemaphoreKt.Semaphore(1, 1);
        suspends(semaphore.acquire(unit()));

        assertThat(waiters(reader, mutex)).extracting(Suspension::operation).containsExactly("lock", "lock");
        assertThat(waiters(reader, mutex)).extracting(Suspension::role).containsOnly(Role.LOCK);
        assertThat(only(semaphore).operation()).isEqualTo("acquire");
        assertThat(reader.describe(semaphore, only(semaphore)).channel().kind()).isEqualTo(Kind.NONE);

        mutex.unlock(null);
        assertThat(only(mutex).number()).isEqualTo(2);
    }

    @Test
    void theEndOfAJobIsAwaitedAndJoined() throws Exception {
        CompletableDeferred<Object> deferred = CompletableDeferredKt.CompletableDeferred(null);
        suspends(deferred.await(buy()));
        assertThat(only(deferred).operation()).isEqualTo("await");

        suspends(deferred.join(unit()));
        List<Suspension> both = waiters(reader, deferred);
        assertThat(both).extracting(Suspension::operation).containsExactly("await", "join");
        assertThat(both).extracting(Suspension::identity).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(both).extracting(Suspension::role).containsOnly(Role.WAITER);

        deferred.complete("done");
        assertThat(waiters(reader, deferred)).isEmpty();
    }

    @Test
    void aGroupWaitsForTheFirstThatHasNotEnded() throws Exception {
        CompletableDeferred<Object> first = CompletableDeferredKt.CompletableDeferred(null);
        CompletableDeferred<Object> second = CompletableDeferredKt.CompletableDeferred(null);
        Continuation<Object> waiter = buy();
        suspends(AwaitKt.awaitAll(List.of(first, second), waiter));
        Object group = group(first);

        assertThat(only(group).operation()).isEqualTo("await");
        assertThat(only(group).identity()).isSameAs(group);
        assertThat(reader.describe(group, only(group)).on()).isSameAs(first);
        assertThat(waiters(reader, first)).isEmpty();

        first.complete("done");
        assertThat(reader.describe(group, only(group)).on()).isSameAs(second);
        second.complete("done");
        assertThat(waiters(reader, group)).isEmpty();
    }

    /** Returns the group that the hook reports, which the job's node refers to. */
    private static Object group(Job job) {
        Object node = ReaderTests.field(job, "_state");
        return ReaderTests.field(node, "this$0");
    }

    @Test
    void aThreadWaitsForACoroutineThatNoThreadRuns() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService busy = Executors.newSingleThreadExecutor();
        busy.execute(() -> {
            try {
                end.await();
            } catch (InterruptedException over) {
                // The test is over.
            }
        });
        CoroutineDispatcher dispatcher = ExecutorsKt.from(busy);
        List<Object> results = new ArrayList<>();
        Thread blocked = new Thread(() -> {
            try {
                results.add(BuildersKt.runBlocking(dispatcher, (scope, self) -> "done"));
            } catch (InterruptedException over) {
                // The test is over.
            }
        });
        blocked.start();
        await().until(() -> LockSupport.getBlocker(blocked) != null);
        Object blocking = LockSupport.getBlocker(blocked);

        assertThat(only(blocking).operation()).isEqualTo(Suspension.DISPATCH);
        assertThat(reader.lasts(blocking)).isTrue();
        SuspendedWaiter described = reader.describe(blocking, only(blocking));
        assertThat(described.blocked()).isSameAs(blocked);
        assertThat(described.on()).isSameAs(dispatcher);
        assertThat(described.coroutine()).isSameAs(blocking);

        end.countDown();
        blocked.join();
        assertThat(results).containsExactly("done");
        assertThat(reader.lasts(blocking)).isFalse();
        assertThat(waiters(reader, blocking)).isEmpty();
        busy.shutdown();
        assertThat(busy.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aThreadWhoseCoroutinesDoNotAllWaitForAThreadIsNoSuchWait() throws Exception {
        ExecutorService busy = Executors.newSingleThreadExecutor();
        CountDownLatch end = new CountDownLatch(1);
        busy.execute(() -> {
            try {
                end.await();
            } catch (InterruptedException over) {
                // The test is over.
            }
        });
        CoroutineDispatcher dispatcher = ExecutorsKt.from(busy);
        Thread blocked = new Thread(() -> {
            try {
                BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, self) -> {
                    BuildersKt.launch(scope, dispatcher, CoroutineStart.DEFAULT, (queued, own) -> Unit.INSTANCE);
                    return BuildersKt.launch(
                            scope,
                            EmptyCoroutineContext.INSTANCE,
                            CoroutineStart.UNDISPATCHED,
                            (waiting, own) -> channel.receive(plain(own)));
                });
            } catch (InterruptedException over) {
                // The test is over.
            }
        });
        blocked.start();
        await().until(() -> LockSupport.getBlocker(blocked) != null);
        Object blocking = LockSupport.getBlocker(blocked);

        assertThat(reader.owns(blocking)).isTrue();
        assertThat(waiters(reader, blocking)).isEmpty();

        end.countDown();
        assertThat(channel.send("item", unit())).isEqualTo(Unit.INSTANCE);
        blocked.join();
        busy.shutdown();
    }

    @Test
    void otherObjectsAreNotRead() throws Exception {
        assertThat(reader.owns("no channel")).isFalse();
        assertThat(waiters(reader, channel)).isEmpty();
        reader.forget();
        assertThat(waiters(reader, channel)).isEmpty();
    }
}
