// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import io.parkwatch.it.run.Scene;
import java.util.logging.LogManager;

/** Sets its own log manager in its main method, as servers do. This is too late if anything has logged before. */
final class LateLogManager {
    private LateLogManager() {}

    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        scene.onRelease(() -> {
            System.setProperty("java.util.logging.manager", Own.class.getName());
            System.out.println(
                    "manager " + LogManager.getLogManager().getClass().getName());
        });
        scene.play();
    }

    /** Created by the JDK by its name. */
    public static final class Own extends LogManager {}
}
