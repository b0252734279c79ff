// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.jox;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelDoneException;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.Source;
import io.parkwatch.it.run.Scene;
import java.util.ArrayList;
import java.util.List;

/**
 * Each way to be stuck on a view of a channel, which only jox 0.4.0 has; or, with {@code repaired}, with the channels
 * closed.
 */
final class Views {
    private final Scene scene = new Scene();
    private final List<Channel<Integer>> channels = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        Views program = new Views();
        program.collected();
        program.collectedOrClosed();
        program.collectedToList();
        program.filtered();
        program.filteredForEach();
        program.viewed();
        program.selected();
        for (Thread thread : program.threads) {
            thread.start();
        }
        if (List.of(args).contains("repaired")) {
            program.channels.forEach(Channel::done);
            for (Thread thread : program.threads) {
                thread.join();
            }
            System.out.println("ended");
        }
        program.scene.play();
    }

    private <C extends Channel<Integer>> C kept(C channel) {
        channels.add(channel);
        return channel;
    }

    private void collected() {
        Source<String> texts = kept(Channel.<Integer>newRendezvousChannel()).collectAsView(Integer::toHexString);
        threads.add(scene.thread(() -> collectedThere(texts)));
    }

    private static void collectedThere(Source<String> texts) throws InterruptedException {
        try {
            texts.receive();
        } catch (ChannelDoneException closed) {
            return;
        }
    }

    private void collectedOrClosed() {
        Source<String> texts = kept(Channel.<Integer>newUnlimitedChannel()).collectAsView(Integer::toHexString);
        threads.add(scene.thread(() -> collectedOrClosedThere(texts)));
    }

    private static void collectedOrClosedThere(Source<String> texts) throws InterruptedException {
        texts.receiveOrClosed();
    }

    private void collectedToList() throws InterruptedException {
        Channel<Integer> numbers = kept(Channel.newBufferedChannel(4));
        numbers.send(1);
        Source<String> texts = numbers.collectAsView(Integer::toHexString);
        threads.add(scene.thread(() -> collectedToListThere(texts)));
    }

    private static void collectedToListThere(Source<String> texts) throws InterruptedException {
        texts.toList();
    }

    /** There are items, but the view filters them all. */
    private void filtered() throws InterruptedException {
        Channel<Integer> numbers = kept(Channel.newBufferedChannel(2));
        numbers.send(1);
        numbers.send(3);
        Source<Integer> even = numbers.filterAsView(number -> number % 2 == 0);
        threads.add(scene.thread(() -> filteredThere(even)));
    }

    private static void filteredThere(Source<Integer> even) throws InterruptedException {
        even.receiveOrClosed();
    }

    private void filteredForEach() {
        Source<Integer> even = kept(Channel.<Integer>newRendezvousChannel()).filterAsView(number -> number % 2 == 0);
        threads.add(scene.thread(() -> filteredForEachThere(even)));
    }

    private static void filteredForEachThere(Source<Integer> even) throws InterruptedException {
        even.forEach(number -> {});
    }

    private void viewed() {
        Source<Integer> even = kept(Channel.<Integer>newRendezvousChannel()).filterAsView(number -> number % 2 == 0);
        Source<String> texts = even.collectAsView(Integer::toHexString);
        threads.add(scene.thread(() -> viewedThere(texts)));
    }

    private static void viewedThere(Source<String> texts) throws InterruptedException {
        texts.receiveOrClosed();
    }

    private void selected() {
        Source<String> texts = kept(Channel.<Integer>newRendezvousChannel()).collectAsView(Integer::toHexString);
        Source<Integer> even = kept(Channel.<Integer>newRendezvousChannel()).filterAsView(number -> number % 2 == 0);
        threads.add(scene.thread(() -> selectedThere(texts, even)));
    }

    private static void selectedThere(Source<String> texts, Source<Integer> even) throws InterruptedException {
        Select.<Object>selectOrClosed(texts.receiveClause(), even.receiveClause());
    }
}
