// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.boot;

import java.io.File;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * The first class of ours in a JVM, and the only one that the program's loaders can see. It makes the isolated loader over the
 * platform loader and calls in. It holds no state, and whatever fails in here is one line on standard error: the program runs on.
 */
public final class Starter {
    private Starter() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(String options, Instrumentation instrumentation) {
        try {
            start(options == null ? "" : options, instrumentation);
        } catch (Throwable t) {
            Throwable cause = t.getCause() == null ? t : t.getCause();
            System.err.println("parkwatch: could not start, the program runs without it: " + cause);
        }
    }

    private static void start(String options, Instrumentation instrumentation) throws Exception {
        File jar = new File(Starter.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        URL inside = new URL("jar:" + jar.toURI() + "!/inst/");
        byte[] hub;
        try (InputStream in = Starter.class.getResourceAsStream("/io/parkwatch/hook/Hub.class")) {
            hub = in.readAllBytes();
        }
        // Never closed: the agent loads from it for as long as it watches.
        @SuppressWarnings("resource")
        URLClassLoader loader =
                new URLClassLoader("parkwatch", new URL[] {inside}, ClassLoader.getPlatformClassLoader());
        loader.loadClass("io.parkwatch.Agent")
                .getMethod("start", String.class, Instrumentation.class, byte[].class)
                .invoke(null, options, instrumentation, hub);
    }
}
