// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import io.parkwatch.it.run.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.Deflater;

/** Copies of the jar under test. */
final class Jars {
    private static final String VERSION = "inst/io/parkwatch/version.properties";

    private Jars() {}

    static Path copy(Path to) throws IOException {
        return Files.copy(Launch.agentJar(), to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Copies the jar with another release number. */
    static Path release(String number, Path to) throws IOException {
        try (JarFile jar = new JarFile(Launch.agentJar().toFile());
                OutputStream file = Files.newOutputStream(to);
                JarOutputStream out = new JarOutputStream(file)) {
            out.setLevel(Deflater.NO_COMPRESSION); // faster
            for (JarEntry entry : Collections.list(jar.entries())) {
                out.putNextEntry(new JarEntry(entry.getName()));
                if (entry.getName().equals(VERSION)) {
                    out.write(("version=" + number + "\n").getBytes(StandardCharsets.UTF_8));
                } else {
                    try (InputStream in = jar.getInputStream(entry)) {
                        in.transferTo(out);
                    }
                }
                out.closeEntry();
            }
        }
        return to;
    }
}
