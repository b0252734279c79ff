// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Threads that are stuck at as many places. Each runs a copy of one class under another name, so each is a separate
 * finding.
 */
final class Places extends ClassLoader {
    private static final String TEMPLATE = "Place000";

    private Places() {
        super(Places.class.getClassLoader());
    }

    /** Starts at most 999 platform threads. */
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

    /** Renames the class. The new name is as long as the old one, so it can replace it among the constants. */
    private Runnable place(byte[] template, int number) throws ReflectiveOperationException {
        String name = String.format("Place%03d", number);
        byte[] renamed = new String(template, StandardCharsets.ISO_8859_1)
                .replace(TEMPLATE, name)
                .getBytes(StandardCharsets.ISO_8859_1);
        Class<?> type = defineClass(Places.class.getPackageName() + "." + name, renamed, 0, renamed.length);
        return (Runnable) type.getDeclaredConstructor().newInstance();
    }
}
