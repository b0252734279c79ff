// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.pipes;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.util.concurrent.TimeUnit;

/** Threads that wait in pipes nearly all the time, each longer than a slice and shorter than the threshold. */
final class SlowPipes {
    private static final long MILLIS = 1_300;

    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        SlowPipes program = new SlowPipes();
        program.reader();
        program.writer();
        program.charReader();
        program.charWriter();
        program.interrupted();
        program.ended();
        program.scene.play();
    }

    /** Repeats a task until the release. */
    private Thread loop(Job task) {
        Thread thread = scene.thread(() -> {
            while (true) {
                task.work();
            }
        });
        thread.start();
        return thread;
    }

    private void slowly(Job task) {
        loop(() -> {
            TimeUnit.MILLISECONDS.sleep(MILLIS);
            task.work();
        });
    }

    private void reader() throws IOException {
        PipedInputStream in = new PipedInputStream();
        PipedOutputStream out = new PipedOutputStream(in);
        loop(() -> in.read());
        slowly(() -> {
            out.write(1);
            out.flush();
        });
    }

    private void writer() throws IOException {
        PipedInputStream in = new PipedInputStream(1);
        PipedOutputStream out = new PipedOutputStream(in);
        loop(() -> out.write(new byte[3]));
        slowly(() -> in.read());
    }

    private void charReader() throws IOException {
        PipedReader in = new PipedReader();
        PipedWriter out = new PipedWriter(in);
        loop(() -> in.read(new char[8]));
        slowly(() -> {
            out.write("a");
            out.flush();
        });
    }

    private void charWriter() throws IOException {
        PipedReader in = new PipedReader(1);
        PipedWriter out = new PipedWriter(in);
        loop(() -> out.write('a'));
        slowly(() -> in.read());
    }

    /** An exception ends each wait, and the thread waits for the same pipe again. */
    private void interrupted() throws IOException {
        PipedInputStream in = new PipedInputStream();
        PipedOutputStream unused = new PipedOutputStream(in);
        Thread reader = loop(() -> {
            try {
                in.read();
            } catch (InterruptedIOException e) {
                Thread.interrupted();
            }
        });
        slowly(reader::interrupt);
        scene.onRelease(unused::close);
    }

    /** Reads one pipe after another to its end. */
    private void ended() {
        loop(() -> {
            PipedInputStream in = new PipedInputStream();
            PipedOutputStream out = new PipedOutputStream(in);
            Thread closer = scene.thread(() -> {
                TimeUnit.MILLISECONDS.sleep(MILLIS);
                out.close();
            });
            closer.start();
            in.read();
        });
    }
}
