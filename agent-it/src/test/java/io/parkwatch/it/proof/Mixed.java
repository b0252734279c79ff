// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Scene;
import java.util.Set;
import java.util.TreeSet;

/**
 * Told {@code leaks}: what is leaked in simple ways; told {@code soft}: also what is softly held; else all that is
 * leaked, all that only looks so, and those that are woken meanwhile.
 */
final class Mixed {
    /**
     * What the JVM needs for all of it: carriers for those that keep theirs, too, and hardly a collection of its own.
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

    /** Methods that threads wait at which look leaked, aren't, and stay: the hook's until the exit. */
    static Set<String> neverLetGo(int release) {
        Set<String> methods = new TreeSet<>(Set.of("shutdownHook"));
        if (!DroppedHolders.pins(release)) {
            methods.add("behindALeakedOwner");
        }
        return methods;
    }
}
