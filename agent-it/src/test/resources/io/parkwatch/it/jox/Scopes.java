// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.jox;

import static com.softwaremill.jox.structured.Scopes.supervised;
import static com.softwaremill.jox.structured.Scopes.unsupervised;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelDoneException;
import com.softwaremill.jox.Sink;
import com.softwaremill.jox.Source;
import com.softwaremill.jox.structured.ActorRef;
import com.softwaremill.jox.structured.CancellableFork;
import com.softwaremill.jox.structured.Fork;
import com.softwaremill.jox.structured.Par;
import io.parkwatch.it.run.Scene;
import java.util.ArrayList;
import java.util.List;

/**
 * Forks left behind on a channel, and the scopes that wait for them; or, with {@code repaired}, the same code repaired.
 */
final class Scopes {
    private final Scene scene = new Scene();
    private final List<Channel<String>> channels = new ArrayList<>();
    private final List<Thread> owners = new ArrayList<>();
    private final boolean repaired;

    private Scopes(boolean repaired) {
        this.repaired = repaired;
    }

    public static void main(String[] args) throws Exception {
        Scopes program = new Scopes(List.of(args).contains("repaired"));
        program.owners.add(program.scene.thread(program::userFork));
        program.owners.add(program.scene.thread(program::body));
        program.owners.add(program.scene.thread(program::joined));
        program.owners.add(program.scene.thread(program::ownBody));
        program.owners.add(program.scene.thread(program::cancelled));
        program.owners.add(program.scene.thread(program::parallel));
        program.owners.add(program.scene.thread(program::asked));
        if (!program.repaired) {
            program.owners.add(program.scene.thread(program::quiet));
        }
        for (Thread owner : program.owners) {
            owner.start();
        }
        program.scene.onRelease(() -> program.channels.forEach(Channel::doneOrClosed));
        if (program.repaired) {
            for (Thread owner : program.owners) {
                owner.join();
            }
            System.out.println("ended");
        }
        program.scene.play();
    }

    /** Returns a channel whose receivers see the end if the program is repaired. */
    private Channel<String> closed(Channel<String> channel) {
        synchronized (channels) {
            channels.add(channel);
        }
        if (repaired) {
            channel.done();
        }
        return channel;
    }

    /** The scope waits for a fork whose result nothing takes. */
    private void userFork() throws InterruptedException {
        Channel<String> results = Channel.newBufferedChannel(repaired ? 1 : 0);
        supervised(scope -> scope.forkUser(() -> userForkThere(results)));
    }

    private static int userForkThere(Sink<String> results) throws InterruptedException {
        results.send("result");
        return 0;
    }

    /** The body of the scope is a fork itself. */
    private void body() throws InterruptedException {
        Channel<String> answers = closed(Channel.newBufferedChannel(2));
        supervised(scope -> bodyThere(answers));
    }

    private static int bodyThere(Source<String> answers) throws InterruptedException {
        return answers.receiveOrClosed().hashCode();
    }

    private void joined() throws InterruptedException {
        Channel<String> answers = closed(Channel.newRendezvousChannel());
        unsupervised(scope -> joinedThere(scope.forkUnsupervised(() -> joinedForkThere(answers))));
    }

    private static int joinedThere(Fork<Integer> fork) throws Exception {
        return fork.join();
    }

    private static int joinedForkThere(Source<String> answers) throws InterruptedException {
        return answers.receiveOrClosed().hashCode();
    }

    private void ownBody() throws InterruptedException {
        Channel<String> answers = closed(Channel.newUnlimitedChannel());
        unsupervised(scope -> ownBodyThere(answers));
    }

    private static int ownBodyThere(Source<String> answers) throws InterruptedException {
        return answers.receiveOrClosed().hashCode();
    }

    /** The fork ignores its cancellation. */
    private void cancelled() throws InterruptedException {
        Channel<String> answers = closed(Channel.newRendezvousChannel());
        unsupervised(scope -> {
            Channel<String> begun = Channel.newRendezvousChannel();
            CancellableFork<Integer> fork = scope.forkCancellable(() -> cancelledForkThere(begun, answers));
            begun.receive();
            return cancelledThere(fork);
        });
    }

    private static int cancelledThere(CancellableFork<Integer> fork) throws Exception {
        return fork.cancel();
    }

    private static int cancelledForkThere(Sink<String> begun, Source<String> answers) throws InterruptedException {
        begun.send("begun");
        while (true) {
            try {
                answers.receive();
            } catch (InterruptedException unheeded) {
                continue;
            } catch (ChannelDoneException end) {
                return 0;
            }
        }
    }

    private void parallel() throws InterruptedException {
        Channel<String> answers = closed(Channel.newRendezvousChannel());
        Par.par(List.of(() -> parallelThere(answers), () -> 0));
    }

    private static int parallelThere(Source<String> answers) throws InterruptedException {
        return answers.receiveOrClosed().hashCode();
    }

    /** The actor is stuck in a message. */
    private void asked() throws InterruptedException {
        Channel<String> answers = closed(Channel.newRendezvousChannel());
        supervised(scope -> askedThere(ActorRef.create(scope, answers)));
    }

    private static int askedThere(ActorRef<Channel<String>> actor) throws Exception {
        return actor.ask(answers -> actorThere(answers));
    }

    private static int actorThere(Source<String> answers) throws InterruptedException {
        return answers.receiveOrClosed().hashCode();
    }

    /** No message has come for long, but nothing is wrong with these actors. */
    private void quiet() throws InterruptedException {
        supervised(scope -> {
            ActorRef<List<String>> actor = ActorRef.create(scope, new ArrayList<>());
            actor.ask(list -> list.add("a"));
            scope.externalRunner();
            Thread.sleep(3_600_000);
            return 0;
        });
    }
}
