// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Scene;
import java.util.Set;
import java.util.TreeSet;

/**
 * With {@code leaks}: simple leaks. With {@code soft}: also a softly held wait. Without an argument: all leaks, all
 * waits that only look leaked, and threads that are woken meanwhile.
 */
final class Mixed {
    /**
     * Flags for all of these: carriers for pinned threads too, and a heap large enough that the JVM hardly collects by
     * itself.
     */
    static final String[] FLAGS = {
        "-Xms512m",
        "-Xmx512m",
        "-Xmn200m",
        "-XX:MetaspaceSize=256m",
        "--enable-preview",
        ListedThreads.OPEN,
        "-Djdk.virtualThreadScheduler.parallelism=8"
    };

    private Mixed() {}

    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        if (args.length == 0) {
            everything(scene);
        } else if (args[0].equals("soft")) {
            new Kept(new Ends()).softlyHeld();
        }
        new Dropped().all();
        scene.play();
    }

    private static void everything(Scene scene) throws Exception {
        Ends ends = new Ends();
        new Kept(ends).all();
        new KeptByThreads(ends).all();
        new DroppedWaits().all();
        DroppedHolders holders = new DroppedHolders();
        holders.all();
        DroppedChains chains = new DroppedChains();
        chains.heads();
        Woken woken = new Woken();
        woken.all();
        scene.on("woken", woken::tell);
        scene.on("drop", () -> {
            holders.drop();
            woken.drop();
        });
        scene.on("tails", chains::tails);
        scene.onRelease(woken::letGo);
        scene.onRelease(ends::letGo);
    }

    /**
     * Returns the methods of waits that look leaked, are not, and survive the release. The hook's wait ends at the
     * exit.
     */
    static Set<String> neverLetGo(int release) {
        Set<String> methods = new TreeSet<>(Set.of("shutdownHook"));
        if (!DroppedHolders.pins(release)) {
            methods.add("behindALeakedOwner");
        }
        return methods;
    }
}
