// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import io.parkwatch.it.own.Pipe;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program with an agent of its own, which restores the original bytes of all classes that carry Parkwatch's hooks.
 */
final class Others {
    @SuppressWarnings("NonFinalStaticField")
    private static @Nullable Instrumentation instrumentation;

    private Others() {}

    /** Starts the other agent. */
    public static void premain(String options, Instrumentation its) {
        instrumentation = its;
    }

    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        SynchronousQueue<String> busy = new SynchronousQueue<>();
        Spawn.virtual("healthy", () -> takeAll(busy)).start();
        Spawn.platform("feeder", () -> feed(busy)).start();
        scene.on("others", Others::retransform);
        scene.on("pipe", () -> stick(scene));
        scene.play();
    }

    /** Waits again and again in the same way, for longer in total than any threshold. */
    private static void takeAll(SynchronousQueue<String> busy) {
        try {
            while (true) {
                busy.take();
            }
        } catch (InterruptedException e) {
            // The program ends.
        }
    }

    private static void feed(SynchronousQueue<String> busy) {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(50);
                busy.put("item");
            }
        } catch (InterruptedException e) {
            // The program ends.
        }
    }

    private static void retransform() throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : new String[] {
            "java.lang.ClassLoader",
            "java.lang.Thread",
            "java.lang.VirtualThread",
            "java.util.concurrent.ArrayBlockingQueue",
            "java.util.concurrent.SynchronousQueue"
        }) {
            classes.add(Class.forName(name));
        }
        Objects.requireNonNull(instrumentation).retransformClasses(classes.toArray(new Class<?>[0]));
    }

    private static void stick(Scene scene) {
        Pipe pipe = new Pipe();
        Thread thread = scene.thread(() -> {
            pipe.send("a");
            pipe.send("b");
        });
        thread.start();
    }
}
