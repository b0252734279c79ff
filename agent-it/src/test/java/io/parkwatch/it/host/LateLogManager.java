// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import io.parkwatch.it.run.Scene;
import java.util.logging.LogManager;

/**
 * Names a log manager of its own when it is told to, as servers do in their main method: too late if somebody has
 * logged before.
 */
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

    /** Made by the JDK, by its name. */
    public static final class Own extends LogManager {}
}
