// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Scene;

/** All that is leaked and, unless told otherwise, all that only looks so. */
final class Mixed {
    private Mixed() {}

    public static void main(String[] args) throws Exception {
        Kept kept = new Kept();
        if (args.length == 0) {
            kept.all();
        }
        Scene scene = new Scene();
        scene.onRelease(() -> {
            kept.letGo();
            while (!kept.isOver()) {
                Thread.sleep(10);
            }
        });
        new Dropped().all();
        scene.play();
    }
}
