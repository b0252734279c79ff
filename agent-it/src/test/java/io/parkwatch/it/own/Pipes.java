// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;

/** Threads that are stuck on channel types that the program wrote, and their healthy twins. */
final class Pipes {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Pipes program = new Pipes();
        program.itself();
        program.overridden();
        program.replaced();
        program.replacedNext();
        program.anonymous();
        program.implemented();
        program.wrapped();
        program.byWayOfAnother();
        program.queued();
        program.helped();
        program.heard();
        program.healthy();
        program.scene.on("more", program::more);
        program.scene.play();
    }

    private void itself() {
        Pipe pipe = new Pipe();
        Thread thread = scene.thread(() -> pipe.send("a"));
        thread.start();
    }

    private void overridden() {
        Pipe pipe = new LoudPipe();
        Thread thread = scene.thread(() -> pipe.send("a"));
        thread.start();
    }

    private void replaced() {
        Pipe pipe = new LockedPipe();
        Thread thread = scene.thread(() -> pipe.send("a"));
        thread.start();
    }

    private void replacedNext() {
        Pipe pipe = new LockedPipe();
        Thread thread = scene.thread(() -> pipe.next());
        thread.start();
    }

    private void anonymous() {
        Pipe pipe = new Pipe() {};
        Thread thread = scene.thread(() -> pipe.next());
        thread.start();
    }

    private void implemented() {
        Line line = new RingLine();
        Thread thread = scene.thread(() -> line.pull());
        thread.start();
    }

    private void wrapped() {
        Line line = new CountedLine(new RingLine());
        Thread thread = scene.thread(() -> {
            line.push("a");
            line.push("b");
        });
        thread.start();
    }

    private void byWayOfAnother() {
        Line line = new Duplex.Both();
        Thread thread = scene.thread(() -> line.push("a"));
        thread.start();
    }

    private void queued() {
        QueuedLine line = new QueuedLine();
        line.add("a");
        Thread thread = scene.thread(() -> line.push("b"));
        thread.start();
    }

    private void helped() {
        Pipe pipe = new Pipe();
        Thread thread = scene.thread(() -> pipe.next());
        thread.start();
    }

    private void heard() {
        Bell bell = new Bell.Gong();
        Thread thread = scene.thread(() -> bell.hear());
        thread.start();
    }

    /** Creates a channel while an agent runs. */
    private void more() {
        Line line = new RingLine();
        Thread thread = scene.thread(() -> line.pull());
        thread.start();
    }

    private void healthy() {
        Pipe pipe = new Pipe();
        Pipe locked = new LockedPipe();
        Line line = new CountedLine(new RingLine());
        forever(() -> pipe.send("a"));
        forever(() -> pipe.next());
        forever(() -> locked.send("a"));
        forever(() -> locked.next());
        forever(() -> line.push("a"));
        forever(() -> line.pull());
        Bell bell = new Bell();
        forever(() -> bell.ring());
        forever(() -> bell.hear());
    }

    private void forever(Job once) {
        Thread thread = scene.thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                once.work();
                Thread.sleep(10);
            }
        });
        thread.start();
    }
}
