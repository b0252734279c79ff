// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels.healthy;

import io.parkwatch.it.run.Scene;

/** Runs all healthy programs in one JVM, as a large server does. */
final class Well {
    private Well() {}

    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        Idle.start();
        Working.start(scene);
        scene.play();
    }
}
