// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.jox;

import io.parkwatch.it.run.Scene;
import ox.channels.Channel;
import ox.channels.select$package;
import scala.runtime.BoxedUnit;

/** Ways to wait on channels of Ox, which wrap those of jox, called as compiled Scala code would. */
final class OxChannels {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        OxChannels program = new OxChannels();
        program.send();
        program.sendOrClosed();
        program.bufferedSend();
        program.receive();
        program.forEach();
        program.selectReceives();
        program.selectMixed();
        program.scene.play();
    }

    private void send() {
        Channel<String> channel = Channel.rendezvous();
        Thread thread = scene.thread(() -> channel.send("a"));
        thread.start();
    }

    private void sendOrClosed() {
        Channel<String> channel = Channel.rendezvous();
        Thread thread = scene.thread(() -> channel.sendOrClosed("a"));
        thread.start();
    }

    private void bufferedSend() {
        Channel<String> channel = Channel.buffered(1);
        channel.send("a");
        Thread thread = scene.thread(() -> channel.send("b"));
        thread.start();
    }

    private void receive() {
        Channel<String> channel = Channel.unlimited();
        Thread thread = scene.thread(() -> channel.receive());
        thread.start();
    }

    private void forEach() {
        Channel<String> channel = Channel.rendezvous();
        Thread thread = scene.thread(() -> channel.foreach(item -> BoxedUnit.UNIT));
        thread.start();
    }

    private void selectReceives() {
        Channel<String> one = Channel.rendezvous();
        Channel<String> other = Channel.rendezvous();
        Thread thread = scene.thread(() -> select$package.select(one, other));
        thread.start();
    }

    private void selectMixed() {
        Channel<String> one = Channel.rendezvous();
        Channel<String> other = Channel.rendezvous();
        Thread thread = scene.thread(() -> select$package.select(one.sendClause("a"), other.receiveClause()));
        thread.start();
    }
}
