// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import io.parkwatch.it.run.Spawn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.SynchronousQueue;

/** A program with one stuck sender and its own channel class. It prints the thread groups that it sees. */
final class Visited {
    private Visited() {}

    public static void main(String[] args) throws Exception {
        if (Runtime.version().feature() >= 21) {
            // jox needs 21. Its class is woven like those of the JDK.
            Class.forName("com.softwaremill.jox.Channel");
        }
        new SubmissionPublisher<String>(Runnable::run, 1).close();
        new Pipe().send("a");
        new Wire().push("a");
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread stuck = Spawn.unstarted("stuck", () -> put(queue));
        stuck.start();
        System.out.println("ready");
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            if (word.equals("wire")) {
                stickOnAWire();
                System.out.println(word);
            } else if (word.startsWith("groups ")) {
                System.out.println(word + ": " + Groups.names());
            } else {
                throw new IOException("what is " + word + "?");
            }
        }
    }

    private static void stickOnAWire() {
        Line wire = new Wire();
        Thread stuck = Spawn.unstarted("stuck", () -> {
            wire.push("a");
            wire.push("b");
        });
        stuck.start();
    }

    private static void put(SynchronousQueue<String> queue) {
        try {
            queue.put("a");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A channel type that is named in the agent's options, for the classes that implement it. */
    interface Line {
        void push(Object item);
    }

    static final class Wire implements Line {
        private final Semaphore room = new Semaphore(1);
        private Object last = "";

        @Override
        public void push(Object item) {
            room.acquireUninterruptibly();
            last = item;
        }

        @Override
        public String toString() {
            return "Wire of " + last;
        }
    }

    /** A channel class that is named in the agent's options. */
    static final class Pipe {
        private Object last = "";

        void send(Object item) {
            last = item;
        }

        @Override
        public String toString() {
            return "Pipe of " + last;
        }
    }
}
