// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Threads that are stuck at as many places: each runs a copy of one class under another name, so that each is a finding
 * of its own.
 */
final class Places extends ClassLoader {
    private static final String TEMPLATE = "Place000";

    private Places() {
        super(Places.class.getClassLoader());
    }

    /** At most 999 platform threads. */
    static void stuckAt(int count) throws IOException, ReflectiveOperationException {
        byte[] template = template();
        Places loader = new Places();
        for (int i = 1; i <= count; i++) {
            Thread thread = new Thread(loader.place(template, i));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static byte[] template() throws IOException {
        try (InputStream in = Objects.requireNonNull(Places.class.getResourceAsStream(TEMPLATE + ".class"))) {
            return in.readAllBytes();
        }
    }

    /** The new name is as long as the old one, so it can take its place among the class's constants. */
    private Runnable place(byte[] template, int number) throws ReflectiveOperationException {
        String name = String.format("Place%03d", number);
        byte[] renamed = new String(template, StandardCharsets.ISO_8859_1)
                .replace(TEMPLATE, name)
                .getBytes(StandardCharsets.ISO_8859_1);
        Class<?> type = defineClass(Places.class.getPackageName() + "." + name, renamed, 0, renamed.length);
        return (Runnable) type.getDeclaredConstructor().newInstance();
    }
}
