// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.jox;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Select;
import io.parkwatch.it.run.Scene;

/** Each way to wait on a jox channel, each on its own channels. */
final class Channels {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Channels program = new Channels();
        program.rendezvous();
        program.buffered();
        program.selects();
        program.scene.play();
    }

    private void rendezvous() {
        send();
        sendOrClosed();
        receive();
        receiveOrClosed();
        forEach();
    }

    private void buffered() throws InterruptedException {
        bufferedSend();
        bufferedReceive();
        bufferedForEach();
        unlimitedReceive();
    }

    private void selects() throws InterruptedException {
        selectSends();
        selectReceives();
        selectMixed();
        selectOneSend();
    }

    private void send() {
        Channel<String> channel = Channel.newRendezvousChannel();
        Thread thread = scene.thread(() -> channel.send("a"));
        thread.start();
    }

    private void sendOrClosed() {
        Channel<String> channel = Channel.newRendezvousChannel();
        Thread thread = scene.thread(() -> channel.sendOrClosed("a"));
        thread.start();
    }

    private void receive() {
        Channel<String> channel = Channel.newRendezvousChannel();
        Thread thread = scene.thread(() -> channel.receive());
        thread.start();
    }

    private void receiveOrClosed() {
        Channel<String> channel = Channel.newRendezvousChannel();
        Thread thread = scene.thread(() -> channel.receiveOrClosed());
        thread.start();
    }

    private void forEach() {
        Channel<String> channel = Channel.newRendezvousChannel();
        Thread thread = scene.thread(() -> channel.forEach(item -> {}));
        thread.start();
    }

    private static Channel<String> filled(Channel<String> channel) throws InterruptedException {
        channel.send("a");
        return channel;
    }

    private void bufferedSend() throws InterruptedException {
        Channel<String> channel = filled(Channel.newBufferedChannel(1));
        Thread thread = scene.thread(() -> channel.send("b"));
        thread.start();
    }

    private void bufferedReceive() {
        Channel<String> channel = Channel.newBufferedDefaultChannel();
        Thread thread = scene.thread(() -> channel.receive());
        thread.start();
    }

    /** A worker that has received all items, and waits for the channel to be closed. */
    private void bufferedForEach() throws InterruptedException {
        Channel<String> channel = filled(Channel.newBufferedChannel(2));
        Thread thread = scene.thread(() -> channel.forEach(item -> {}));
        thread.start();
    }

    private void unlimitedReceive() {
        Channel<String> channel = Channel.newUnlimitedChannel();
        Thread thread = scene.thread(() -> channel.receive());
        thread.start();
    }

    private void selectSends() throws InterruptedException {
        Channel<String> one = Channel.newRendezvousChannel();
        Channel<String> other = filled(Channel.newBufferedChannel(1));
        Thread thread = scene.thread(() -> Select.select(one.sendClause("a"), other.sendClause("b")));
        thread.start();
    }

    private void selectReceives() {
        Channel<String> one = Channel.newRendezvousChannel();
        Channel<String> other = Channel.newBufferedChannel(1);
        Thread thread = scene.thread(() -> Select.select(one.receiveClause(), other.receiveClause()));
        thread.start();
    }

    private void selectMixed() {
        Channel<String> one = Channel.newRendezvousChannel();
        Channel<String> other = Channel.newRendezvousChannel();
        Thread thread = scene.thread(() -> Select.<Object>select(one.sendClause("a"), other.receiveClause()));
        thread.start();
    }

    private void selectOneSend() {
        Channel<String> channel = Channel.newRendezvousChannel();
        Thread thread = scene.thread(() -> Select.select(channel.sendClause("a")));
        thread.start();
    }
}
