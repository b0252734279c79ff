// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.pipes;

import io.parkwatch.it.run.Scene;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads from a pipe whose class no other class names, since its name is computed at run time. */
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
        // A thread that is in a read already keeps running the code that it entered.
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
