// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.pipes;

import io.parkwatch.it.run.Scene;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads from a pipe that nothing in the program names: its name is put together while it runs. */
final class NamedPipe {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        new NamedPipe().read(args[0], args[1]);
    }

    private void read(String packageName, String kind) throws Exception {
        Class<?> input = Class.forName(packageName + kind + "InputStream");
        Class<?> output = Class.forName(packageName + kind + "OutputStream");
        InputStream in = (InputStream) input.getConstructor().newInstance();
        OutputStream out = (OutputStream) output.getConstructor(input).newInstance(in);
        // Who is in a read already stays in the code that it began with.
        Thread thread = scene.thread(() -> {
            while (in.read() >= 0) {
                System.out.println("read");
            }
        });
        thread.start();
        scene.on("write", () -> out.write(7));
        scene.onRelease(out::close);
        scene.play();
    }
}
