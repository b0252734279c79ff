// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.coreasync;

import static io.parkwatch.families.ReaderTests.field;
import static io.parkwatch.families.ReaderTests.waiters;
import static org.assertj.core.api.Assertions.assertThat;

import clojure.core$promise$reify;
import clojure.core.async$alt_handler$reify;
import clojure.core.async$fn__1;
import clojure.core.async$fn_handler$reify;
import clojure.core.async$mult$fn__2$state_machine__3;
import clojure.core.async.impl.buffers.DroppingBuffer;
import clojure.core.async.impl.buffers.FixedBuffer;
import clojure.core.async.impl.buffers.PromiseBuffer;
import clojure.core.async.impl.channels.ManyToManyChannel;
import clojure.core.async.impl.ioc_macros$fn_handler$reify;
import clojure.core.async.impl.ioc_macros$take_BANG_$fn;
import clojure.core.async.impl.timers.TimeoutQueueEntry;
import clojure.lang.AFunction$1;
import clojure.lang.PersistentVector;
import clojure.lang.Var;
import io.parkwatch.families.AllFamilies;
import io.parkwatch.families.Reader;
import io.parkwatch.families.SuspendedWaiter;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests with objects whose classes and fields are named as in core.async. */
class GoBlocksTest {
    private final ConcurrentSkipListMap<Long, Object> timeouts = new ConcurrentSkipListMap<>();
    private final DelayQueue<TimeoutQueueEntry> queued = new DelayQueue<>();
    private final ManyToManyChannel channel = new ManyToManyChannel(null);
    private final Reader reader = new GoBlocks(AllFamilies.noClasses(), false);

    /** The state machine of a go block of the program. */
    private static final class shop$buy$fn__12$state_machine__34 {}

    private static final class Callback {}

    /** The flag as alts! closes over it. */
    record Alts(Object fret) {}

    record Flag(Object flag) {}

    record Atom(Object state) {}

    @BeforeEach
    void variables() {
        Var.define("clojure.core.async.impl.timers/timeouts-map", timeouts);
        Var.define("clojure.core.async.impl.timers/timeouts-queue", queued);
        Var.define("clojure.core.async.impl.ioc-macros/USER-START-IDX", 2L);
    }

    private static Object goBlock(Object machine, @Nullable Object result) {
        AtomicReferenceArray<Object> state = new AtomicReferenceArray<>(4);
        state.set(0, machine);
        state.set(2, result);
        return new ioc_macros$take_BANG_$fn(state);
    }

    private static Object go() {
        return new ioc_macros$fn_handler$reify(goBlock(new shop$buy$fn__12$state_machine__34(), null));
    }

    private static Object thread(CountDownLatch latch) {
        return new async$fn_handler$reify(new async$fn__1(new core$promise$reify(latch)));
    }

    private static Object flag(boolean active) {
        return new Flag(new Atom(new AtomicReference<>(active)));
    }

    private Suspension only() throws ReflectiveOperationException {
        List<Suspension> all = waiters(reader, channel);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void aGoBlockThatTakesIsAReceiver() throws Exception {
        Object handler = go();
        channel.takes.add(handler);

        assertThat(only()).isEqualTo(new Suspension(0, handler, Role.RECEIVER, "<!", handler, null, null));
    }

    @Test
    void aGoBlockThatPutsIsASender() throws Exception {
        Object put = new PersistentVector(go(), "item");
        channel.puts.add(put);

        assertThat(only()).isEqualTo(new Suspension(0, put, Role.SENDER, ">!", put, null, null));
    }

    @Test
    void waitersComeInTheOrderOfTheLists() throws Exception {
        Object first = go();
        Object second = go();
        Object put = new PersistentVector(go(), "item");
        channel.takes.addAll(List.of(first, second));
        channel.puts.add(put);

        assertThat(waiters(reader, channel)).extracting(Suspension::waiter).containsExactly(first, second, put);
    }

    @Test
    void aGoBlockOfTheLibraryItselfIsLeftOutWhereItTakes() throws Exception {
        Object own = new ioc_macros$fn_handler$reify(goBlock(new async$mult$fn__2$state_machine__3(), null));
        channel.takes.add(own);
        assertThat(waiters(reader, channel)).isEmpty();

        channel.puts.add(own);
        assertThat(only().role()).isEqualTo(Role.SENDER);
    }

    @Test
    void aThreadIsKnownByItsBlocker() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        channel.takes.add(thread(latch));

        assertThat(only().operation()).isEqualTo("<!!");
        assertThat(only().blocker()).isSameAs(field(latch, "sync"));
    }

    @Test
    void aCallbackOfTheProgramIsAWaiter() throws Exception {
        channel.takes.add(new async$fn_handler$reify(new AFunction$1(new Callback())));

        assertThat(only().operation()).isEqualTo("take!");
        assertThat(reader.describe(channel, only()).frames().get(0).getClassName())
                .isEqualTo(Callback.class.getName());
    }

    @Test
    void anAltsIsOneWaitForAsLongAsNoChannelWasReady() throws Exception {
        Object flag = flag(true);
        Object goesOn = goBlock(new shop$buy$fn__12$state_machine__34(), null);
        channel.takes.add(new async$alt_handler$reify(flag, new Alts(goesOn)));
        assertThat(only().operation()).isEqualTo("alts!");
        assertThat(only().shared()).isSameAs(flag);

        channel.takes.set(0, new async$alt_handler$reify(flag(false), new Alts(goesOn)));
        assertThat(waiters(reader, channel)).isEmpty();
    }

    @Test
    void anAltsOfAThreadHasItsBlocker() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Object goesOn = new async$fn__1(new core$promise$reify(latch));
        channel.puts.add(new PersistentVector(new async$alt_handler$reify(flag(true), new Alts(goesOn)), "item"));

        assertThat(only().operation()).isEqualTo("alts!!");
        assertThat(only().blocker()).isSameAs(field(latch, "sync"));
    }

    @Test
    void whoTakesFromATimeoutSleeps() throws Exception {
        timeouts.put(1L, new TimeoutQueueEntry(channel));
        channel.takes.add(go());
        channel.takes.add(thread(new CountDownLatch(1)));

        assertThat(only().operation()).isEqualTo(Suspension.SLEEP);
    }

    @Test
    void aTimeoutThatIsOnlyQueuedIsKnown() throws Exception {
        queued.add(new TimeoutQueueEntry(channel));
        channel.takes.add(thread(new CountDownLatch(1)));

        assertThat(only().operation()).isEqualTo(Suspension.SLEEP);
    }

    @Test
    void timeoutsAreReadAgainAtEachLook() throws Exception {
        channel.takes.add(thread(new CountDownLatch(1)));
        assertThat(only().operation()).isEqualTo("<!!");
        timeouts.put(1L, new TimeoutQueueEntry(channel));

        assertThat(reader.begins()).isEmpty();
        assertThat(only().operation()).isEqualTo(Suspension.SLEEP);

        reader.ends();
        timeouts.clear();
        reader.begins();
        assertThat(only().operation()).isEqualTo("<!!");
    }

    @Test
    void aGoBlockIsDescribedByItsPlaceAndTheChannelThatItMakes() throws Exception {
        ManyToManyChannel result = new ManyToManyChannel(null);
        channel.takes.add(new ioc_macros$fn_handler$reify(goBlock(new shop$buy$fn__12$state_machine__34(), result)));

        SuspendedWaiter described = reader.describe(channel, only());

        String home = GoBlocksTest.class.getName();
        assertThat(described.frames())
                .containsExactly(new StackTraceElement(home + "$shop$buy$fn__12", "invoke", null, -1));
        assertThat(described.starter()).isEqualTo(home + "$shop$buy");
        assertThat(described.coroutine()).isSameAs(result);
        assertThat(described.on()).isSameAs(channel);
        assertThat(described.resumed()).isSameAs(channel);
        assertThat(described.role()).isEqualTo(Role.RECEIVER);
    }

    @Test
    void aSelectThatATimeoutWillEndCannotBeTaken() throws Exception {
        Object flag = flag(true);
        Object goesOn = goBlock(new shop$buy$fn__12$state_machine__34(), null);
        channel.takes.add(new async$alt_handler$reify(flag, new Alts(goesOn)));
        assertThat(reader.describe(channel, only()).resumed()).isSameAs(channel);

        ManyToManyChannel timeout = new ManyToManyChannel(null);
        timeout.takes.add(new async$alt_handler$reify(flag, new Alts(goesOn)));
        timeouts.put(1L, new TimeoutQueueEntry(timeout));
        reader.begins();

        assertThat(reader.describe(channel, only()).resumed()).isNull();
    }

    @Test
    void theBufferDeterminesTheKind() throws Exception {
        FixedBuffer fixed = new FixedBuffer(3);
        fixed.buf.add("item");

        assertThat(described(null)).isEqualTo(seen(Kind.RENDEZVOUS, 0, 0));
        assertThat(described(fixed)).isEqualTo(seen(Kind.BOUNDED, 1, 3));
        assertThat(described(new DroppingBuffer(2))).isEqualTo(seen(Kind.BOUNDED, 0, 2));
        assertThat(described(new PromiseBuffer())).isEqualTo(seen(Kind.BOUNDED, null, 1));
        assertThat(described("a buffer of the program")).isEqualTo(seen(Kind.NONE, null, null));
    }

    private ObservedChannel described(@Nullable Object buffer) throws ReflectiveOperationException {
        ManyToManyChannel buffered = new ManyToManyChannel(buffer);
        buffered.takes.add(go());
        return reader.describe(buffered, waiters(reader, buffered).get(0)).channel();
    }

    private static ObservedChannel seen(Kind kind, @Nullable Integer size, @Nullable Integer room) {
        return new ObservedChannel(ManyToManyChannel.class.getName(), kind, size, room, null);
    }

    @Test
    void objectsOfTheProgramAmongTheHandlersAreLeftAlone() throws Exception {
        channel.takes.add("a handler of the program");

        assertThat(waiters(reader, channel)).isEmpty();
        assertThat(reader.owns("no channel")).isFalse();
    }

    @Test
    void aForgottenReleaseIsReadAgain() throws Exception {
        channel.takes.add(go());
        assertThat(waiters(reader, channel)).hasSize(1);

        reader.forget();

        assertThat(waiters(reader, channel)).hasSize(1);
    }
}
