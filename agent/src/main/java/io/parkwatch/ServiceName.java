// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parkwatch.finding.Snapshot.Service;
import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Finds name and version of the program: in the option, in OpenTelemetry's variables, or in the manifest of the main
 * jar. Loaded when a report or a scrape first asks.
 */
final class ServiceName {
    private ServiceName() {}

    /**
     * Returns the service, or null if nothing names it. A manifest may be that of a launcher, so its version counts
     * only for the name that it gives itself.
     *
     * @param given the option
     * @param name the value of OTEL_SERVICE_NAME
     * @param attributes the value of OTEL_RESOURCE_ATTRIBUTES
     */
    static @Nullable Service of(
            @Nullable Service given, @Nullable String name, @Nullable String attributes, @Nullable File mainJar) {
        String known = given != null ? given.name() : known(name);
        String version = given == null ? null : given.version();
        known = known != null ? known : attribute(attributes, "service.name");
        version = version != null ? version : attribute(attributes, "service.version");
        if (mainJar != null && (known == null || version == null)) {
            Service packed = manifest(mainJar);
            if (packed != null && (known == null || known.equalsIgnoreCase(packed.name()))) {
                known = known != null ? known : packed.name();
                version = version != null ? version : packed.version();
            }
        }
        return known == null ? null : new Service(known, version);
    }

    /**
     * Returns the jar that {@code -jar} named, or null. The class path then begins with it, and so does the command;
     * agents append their jars to the class path.
     */
    static @Nullable File mainJar(String classPath, String command) {
        int end = classPath.indexOf(File.pathSeparatorChar);
        String first = end < 0 ? classPath : classPath.substring(0, end);
        boolean is = !first.isEmpty() && (command.equals(first) || command.startsWith(first + ' '));
        return is ? new File(first) : null;
    }

    private static @Nullable Service manifest(File jar) {
        try (JarFile file = new JarFile(jar, false)) {
            Manifest manifest = file.getManifest();
            Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
            String title = known(main.getValue("Implementation-Title"));
            return title == null ? null : new Service(title, known(main.getValue("Implementation-Version")));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Returns the value of a key in {@code key=value,key=value}, whose values may have escapes of the form %2C. */
    private static @Nullable String attribute(@Nullable String attributes, String key) {
        if (attributes == null) {
            return null;
        }
        for (String pair : attributes.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equals(key)) {
                String value = pair.substring(equals + 1).strip();
                try {
                    return known(value.indexOf('%') < 0 ? value : URLDecoder.decode(value.replace("+", "%2B"), UTF_8));
                } catch (IllegalArgumentException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private static @Nullable String known(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
