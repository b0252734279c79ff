// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave.define;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Reads class files from where their domain says they came: a loader of the program might wait as the program does. */
public final class ClassFiles {
    private static final String JAR = "jar:";
    private static final String NESTED = "nested:";

    private ClassFiles() {}

    /** Returns a class file from a folder, a jar or a folder in a jar; null if it came from elsewhere, or is gone. */
    public static byte @Nullable [] of(Class<?> type) {
        String location = location(type.getProtectionDomain());
        return location == null ? null : in(location, type.getName().replace('.', '/') + ".class");
    }

    /** Returns the location of the classes of a domain; null if it has none. */
    public static @Nullable String location(ProtectionDomain domain) {
        CodeSource source = domain.getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null ? null : location.toString();
    }

    /** {@code location}: {@code file:/a/b.jar}, or in Spring Boot {@code jar:nested:/a/b.jar/!BOOT-INF/classes/!/}. */
    public static byte @Nullable [] in(String location, String file) {
        try {
            if (!location.startsWith(JAR)) {
                Path path = path(location);
                return Files.isDirectory(path) ? Files.readAllBytes(path.resolve(file)) : inJar(path, file);
            }
            String[] parts = location.substring(JAR.length()).split("/?!/?", -1);
            String folder = parts.length < 2 ? "" : parts[1] + "/";
            return folder.endsWith(".jar/") ? null : inJar(path(parts[0].replace(NESTED, "file:")), folder + file);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static Path path(String url) {
        return Path.of(URI.create(url));
    }

    private static byte @Nullable [] inJar(Path jar, String name) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(name);
            if (entry == null) {
                return null;
            }
            try (InputStream in = file.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }
    }
}
