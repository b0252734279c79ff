// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels.jox;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelClosedException;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.Sink;
import com.softwaremill.jox.Source;
import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Leaks on jox channels, ported closely: this code reads like the Go that it comes from. */
@SuppressWarnings({"FutureReturnValueIgnored", "ThreadPriorityCheck", "UnnecessaryMethodReference"
}) // The bugs are the point.
final class Channels {
    private static final ExecutorService POOL = Executors.newThreadPerTaskExecutor(Spawn.factory());
    private static final List<Object> KEPT = new ArrayList<>();

    private Channels() {}

    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        TimedOut.run();
        Unclosed.run();
        SelectStop.run();
        MixedSelect.run();
        SelectSends.run();
        Gossip.run();
        Broadcast.run();
        Failed.run();
        FanOut.run();
        Stages.run();
        ViaInterface.run();
        LeftOver.run();
        Healthy.run();
        scene.play();
    }

    private static void expect(String at, String wait, String started, String made, int count) {
        System.out.println("leak: " + at + "|" + wait + "|Channel|" + started + "|" + made + "|x" + count);
    }

    private static Thread go(Job task) {
        return Spawn.unstarted("", task.body());
    }

    /** kubernetes 5316, as in Go: a select over the result and the time-out. */
    static final class TimedOut {
        private TimedOut() {}

        static String call(long millis) throws Exception {
            Channel<String> result = Channel.newRendezvousChannel();
            Channel<Boolean> timeout = Channel.newBufferedChannel(1);
            go(() -> {
                        Thread.sleep(400);
                        result.send("answer");
                    })
                    .start();
            go(() -> {
                        Thread.sleep(millis);
                        timeout.send(true);
                    })
                    .start();
            return Select.select(result.receiveClause(), timeout.receiveClause(t -> "timed out"));
        }

        static void run() throws Exception {
            for (int i = 0; i < 3; i++) {
                call(5);
            }
            expect("TimedOut.call", "sender send", "TimedOut.call", "TimedOut.call", 3);
        }
    }

    /** Workers receive from a channel that nothing closes. */
    static final class Unclosed {
        private Unclosed() {}

        static void run() throws InterruptedException {
            Channel<Integer> work = Channel.newBufferedChannel(10);
            for (int i = 0; i < 4; i++) {
                POOL.execute(((Job) () -> work.forEach(item -> {})).body());
            }
            for (int i = 0; i < 10; i++) {
                work.send(i);
            }
            expect("Unclosed.run", "receiver forEach", "Unclosed.run", "Unclosed.run", 4);
        }
    }

    /** moby 33781: a loop selects over work and stop, and stop is never sent. */
    static final class SelectStop {
        private final Channel<String> work = Channel.newRendezvousChannel();
        private final Channel<Boolean> stop = Channel.newRendezvousChannel();

        void loop() throws InterruptedException {
            while (true) {
                Object got = Select.<Object>select(work.receiveClause(), stop.receiveClause());
                if (got.equals(true)) {
                    return;
                }
            }
        }

        static void run() throws InterruptedException {
            SelectStop monitor = new SelectStop();
            go(monitor::loop).start();
            monitor.work.send("probe");
            expect("SelectStop.loop", "receiver select", "SelectStop.run", "SelectStop.<init>", 1);
        }
    }

    /** A select that sends the newest value or receives a cancel, without a partner for either. */
    static final class MixedSelect {
        private MixedSelect() {}

        static void run() {
            Channel<String> out = Channel.newBufferedChannel(1);
            Channel<String> cancel = Channel.newRendezvousChannel();
            go(() -> {
                        while (true) {
                            Select.<Object>select(out.sendClause("tick"), cancel.receiveClause());
                        }
                    })
                    .start();
            expect("MixedSelect.run", "waiter select", "MixedSelect.run", "MixedSelect.run", 1);
        }
    }

    static final class SelectSends {
        private SelectSends() {}

        static void run() {
            List<Channel<String>> replicas = List.of(
                    Channel.newRendezvousChannel(), Channel.newRendezvousChannel(), Channel.newRendezvousChannel());
            go(() -> Select.select(
                            replicas.get(0).sendClause("entry"),
                            replicas.get(1).sendClause("entry"),
                            replicas.get(2).sendClause("entry")))
                    .start();
            expect("SelectSends.run", "sender select", "SelectSends.run", "SelectSends.run", 1);
        }
    }

    /** cockroach: a thread sends while it holds a lock that the receiver needs. */
    static final class Gossip {
        private final ReentrantLock mu = new ReentrantLock();
        private final Channel<String> infos = Channel.newBufferedChannel(1);

        void publish() throws InterruptedException {
            while (true) {
                mu.lock();
                try {
                    infos.send("info");
                } finally {
                    mu.unlock();
                }
            }
        }

        void drain() throws InterruptedException {
            Thread.sleep(50);
            mu.lockInterruptibly();
            try {
                infos.receive();
            } finally {
                mu.unlock();
            }
        }

        static void run() {
            Gossip gossip = new Gossip();
            go(gossip::publish).start();
            go(gossip::drain).start();
            expect("Gossip.publish", "sender send", "Gossip.run", "Gossip.<init>", 1);
            System.out.println("leak: Gossip.drain|lock lockInterruptibly|ReentrantLock|Gossip.run|Gossip.<init>|x1");
        }
    }

    /** etcd: a watcher that has left is still on the list. */
    static final class Broadcast {
        private final List<Sink<String>> watchers = new CopyOnWriteArrayList<>();

        Source<String> watch() {
            Channel<String> channel = Channel.newRendezvousChannel();
            watchers.add(channel);
            return channel;
        }

        void send(String event) throws InterruptedException {
            for (Sink<String> watcher : watchers) {
                watcher.send(event);
            }
        }

        static void run() throws InterruptedException {
            Broadcast broadcast = new Broadcast();
            Source<String> one = broadcast.watch();
            go(() -> broadcast.send("event")).start();
            one.receive();
            Source<String> unused = broadcast.watch();
            KEPT.add(unused);
            go(() -> {
                        one.receive();
                        one.receive();
                    })
                    .start();
            go(() -> broadcast.send("event")).start();
            expect("Broadcast.send", "sender send", "Broadcast.run", "Broadcast.watch", 1);
            expect("Broadcast.run", "receiver receive", "Broadcast.run", "Broadcast.watch", 1);
        }
    }

    /** One channel is closed with an error, so its receivers end. Those of its forgotten twin do not. */
    static final class Failed {
        private Failed() {}

        static void run() throws InterruptedException {
            Channel<String> closed = Channel.newRendezvousChannel();
            Channel<String> forgotten = Channel.newRendezvousChannel();
            for (Channel<String> channel : List.of(closed, forgotten)) {
                go(() -> {
                            try {
                                channel.receive();
                            } catch (ChannelClosedException e) {
                                Thread.yield();
                            }
                        })
                        .start();
            }
            Thread.sleep(20);
            closed.error(new IllegalStateException("connection reset"));
            expect("Failed.run", "receiver receive", "Failed.run", "Failed.run", 1);
        }
    }

    /** Takes the first of many answers, so the other senders stay. */
    static final class FanOut {
        private FanOut() {}

        static String first(List<Consumer<Sink<String>>> nodes) throws InterruptedException {
            Channel<String> answers = Channel.newRendezvousChannel();
            for (Consumer<Sink<String>> node : nodes) {
                POOL.submit(() -> node.accept(answers));
            }
            return answers.receive();
        }

        static void answer(Sink<String> to) {
            try {
                to.send("pong");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        static void run() throws InterruptedException {
            first(List.of(FanOut::answer, FanOut::answer, FanOut::answer, FanOut::answer));
            expect("FanOut.answer", "sender send", "FanOut.first", "FanOut.first", 3);
        }
    }

    /** A pipeline whose sink has left. */
    static final class Stages {
        private Stages() {}

        static void run() throws InterruptedException {
            Channel<Integer> numbers = Channel.newBufferedDefaultChannel();
            Channel<Integer> squares = Channel.newBufferedChannel(2);
            go(() -> {
                        for (int i = 0; ; i++) {
                            numbers.send(i);
                        }
                    })
                    .start();
            go(() -> square(numbers, squares)).start();
            squares.receive();
            expect("Stages.run", "sender send", "Stages.run", "Stages.run", 1);
            expect("Stages.square", "sender send", "Stages.run", "Stages.run", 1);
        }

        private static void square(Source<Integer> from, Sink<Integer> to) throws InterruptedException {
            while (true) {
                int n = from.receive();
                to.send(n * n);
            }
        }
    }

    /** An unlimited channel below ten frames of wrappers. */
    static final class ViaInterface {
        interface Inbox {
            Object next() throws InterruptedException;
        }

        static Inbox wrapped(Inbox inbox, int times) {
            return times == 0 ? inbox : wrapped(inbox::next, times - 1);
        }

        static void run() {
            Channel<Object> channel = Channel.newUnlimitedChannel();
            Inbox inbox = wrapped(() -> next(channel), 10);
            go(inbox::next).start();
            expect("ViaInterface.next", "receiver receiveOrClosed", "ViaInterface.run", "ViaInterface.run", 1);
        }

        private static Object next(Source<Object> from) throws InterruptedException {
            return from.receiveOrClosed();
        }
    }

    /** A channel that has left its first segment, since hundreds of items passed through it. */
    static final class LeftOver {
        private LeftOver() {}

        static void run() throws InterruptedException {
            Channel<Integer> channel = Channel.newRendezvousChannel();
            go(() -> {
                        for (int i = 0; i < 1000; i++) {
                            channel.send(i);
                        }
                    })
                    .start();
            for (int i = 0; i < 999; i++) {
                channel.receive();
            }
            expect("LeftOver.run", "sender send", "LeftOver.run", "LeftOver.run", 1);
        }
    }

    /** Channels of which nothing may be found. */
    static final class Healthy {
        private Healthy() {}

        static void run() {
            Channel<Integer> slow = Channel.newBufferedChannel(1);
            Channel<Integer> fast = Channel.newRendezvousChannel();
            Channel<Integer> never = Channel.newRendezvousChannel();
            go(() -> {
                        for (int i = 0; ; i++) {
                            slow.send(i);
                        }
                    })
                    .start();
            go(() -> {
                        while (true) {
                            fast.send(slow.receive());
                            TimeUnit.MILLISECONDS.sleep(20);
                        }
                    })
                    .start();
            go(() -> {
                        while (true) {
                            Select.select(fast.receiveClause(), never.receiveClause());
                        }
                    })
                    .start();
        }
    }
}
