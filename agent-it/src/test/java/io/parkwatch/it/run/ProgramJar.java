// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Puts a program's classes into a jar, since the JVM does not archive classes of folders. */
public final class ProgramJar {
    private ProgramJar() {}

    /** Creates a jar with all classes of a folder, and returns it. */
    public static Path of(Path folder, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> classes = Files.walk(folder)) {
            for (Path one :
                    classes.filter(path -> path.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(one).toString()));
                Files.copy(one, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
