// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Scene;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Modifier;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Waits for a task of a scope that never ends. By method handles: the class is a preview of 21 and another one of 25. */
final class Scopes {
    private final Scene scene = new Scene();
    private final MethodHandle open;
    private final MethodHandle fork;
    private final MethodHandle join;

    private Scopes() throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        open = Modifier.isInterface(type.getModifiers())
                ? lookup.unreflect(type.getMethod("open"))
                : lookup.unreflectConstructor(type.getConstructor());
        fork = lookup.unreflect(type.getMethod("fork", Callable.class));
        join = lookup.unreflect(type.getMethod("join"));
    }

    public static void main(String[] args) throws Exception {
        Scopes program = new Scopes();
        program.joins();
        program.scene.play();
    }

    private void joins() {
        Thread thread = scene.thread(() -> {
            try (AutoCloseable scope = (AutoCloseable) open.invoke()) {
                fork.invoke(scope, (Callable<String>) Scopes::subtask);
                join.invoke(scope);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
    }

    private static String subtask() throws InterruptedException {
        new CountDownLatch(1).await();
        return "never";
    }
}
