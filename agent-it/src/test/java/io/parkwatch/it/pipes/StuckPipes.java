// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.pipes;

import io.parkwatch.it.run.Scene;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Each way to be stuck in a pipe. On {@code close} it closes the ends that no thread uses. */
final class StuckPipes {
    private final Scene scene = new Scene();
    private final List<Closeable> others = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        StuckPipes program = new StuckPipes();
        program.readByte();
        program.readBytes();
        program.readLine();
        program.writeByte();
        program.writeBytes();
        program.readChar();
        program.writeChars();
        program.scene.on("close", program::close);
        program.scene.play();
    }

    private void close() throws IOException {
        for (Closeable other : others) {
            other.close();
        }
    }

    private void readByte() throws IOException {
        PipedInputStream in = new PipedInputStream();
        others.add(new PipedOutputStream(in));
        Thread thread = scene.thread(() -> in.read());
        thread.start();
    }

    private void readBytes() throws IOException {
        PipedOutputStream out = new PipedOutputStream();
        others.add(out);
        PipedInputStream in = new PipedInputStream(out, 8);
        Thread thread = scene.thread(() -> in.read(new byte[4]));
        thread.start();
    }

    private void readLine() throws IOException {
        PipedInputStream in = new PipedInputStream();
        others.add(new PipedOutputStream(in));
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        Thread thread = scene.thread(() -> lines.readLine());
        thread.start();
    }

    private void writeByte() throws IOException {
        PipedInputStream in = new PipedInputStream(2);
        others.add(in);
        PipedOutputStream out = new PipedOutputStream(in);
        Thread thread = scene.thread(() -> {
            while (true) {
                out.write(1);
            }
        });
        thread.start();
    }

    private void writeBytes() throws IOException {
        PipedInputStream in = new PipedInputStream(4);
        others.add(in);
        PipedOutputStream out = new PipedOutputStream(in);
        Thread thread = scene.thread(() -> out.write(new byte[6]));
        thread.start();
    }

    private void readChar() throws IOException {
        PipedReader in = new PipedReader();
        others.add(new PipedWriter(in));
        Thread thread = scene.thread(() -> in.read());
        thread.start();
    }

    private void writeChars() throws IOException {
        PipedReader in = new PipedReader(4);
        others.add(in);
        PipedWriter out = new PipedWriter(in);
        Thread thread = scene.thread(() -> out.write("abcdef"));
        thread.start();
    }
}
