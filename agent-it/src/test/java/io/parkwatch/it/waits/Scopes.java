// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.TaskScope;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Waits for the task of a scope that never ends. */
final class Scopes {
    private final Scene scene = new Scene();

    private Scopes() {}

    public static void main(String[] args) throws Exception {
        Scopes program = new Scopes();
        program.joins();
        program.scene.play();
    }

    private void joins() {
        Thread thread = scene.thread(() -> TaskScope.in(scope -> {
            TaskScope.FORK.invoke(scope, (Callable<String>) Scopes::subtask);
            TaskScope.JOIN.invoke(scope);
        }));
        thread.start();
    }

    private static String subtask() throws InterruptedException {
        new CountDownLatch(1).await();
        return "never";
    }
}
