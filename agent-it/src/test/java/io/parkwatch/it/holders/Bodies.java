// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Part of watched programs. Makes copies of {@link Body000} under other names. */
final class Bodies extends ClassLoader {
    private static final String TEMPLATE = "Body000";

    private int made;

    Bodies() {
        super(Bodies.class.getClassLoader());
    }

    /** Returns the constructor of a new copy. There may be 999. */
    Constructor<?> next() {
        String name = String.format("Body%03d", ++made);
        try (InputStream in = Objects.requireNonNull(Bodies.class.getResourceAsStream(TEMPLATE + ".class"))) {
            // The new name is as long as the old one, so it can replace it among the constants.
            byte[] renamed = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .replace(TEMPLATE, name)
                    .getBytes(StandardCharsets.ISO_8859_1);
            String full = Bodies.class.getPackageName() + "." + name;
            return defineClass(full, renamed, 0, renamed.length).getConstructor(Runnable.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
