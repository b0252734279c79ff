// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.options;

import io.parkwatch.support.Stderr;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options in this JVM's system properties ({@code parkwatch.threshold}) and environment variables
 * ({@code PARKWATCH_THRESHOLD}). A wrong value costs a line, and the next source counts: it may come from another
 * program's settings, or from Kubernetes, which makes variables of the names of services.
 */
public class AmbientOptions {
    private static final String PROPERTY = "parkwatch.";
    private static final String VARIABLE = "PARKWATCH_";
    private static final String ENABLED = "enabled";

    /** Reports whether the agent is wanted: unless {@code enabled} is {@code false}. */
    public boolean enabled() {
        return !"false".equalsIgnoreCase(value(ENABLED));
    }

    /**
     * Parses the text of an agent. What the JVM was started with counts less than the text, and less than the
     * {@code defaults} of a command: somebody who asks for a report does not wait for the threshold of the service.
     */
    public Options parse(String text, Map<String, String> defaults) throws OptionsException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : OptionsParser.defaults().keySet()) {
            String value = value(key);
            if (value != null) {
                values.put(key, value);
            }
        }
        return OptionsParser.parse(text, defaults, values);
    }

    /** Returns the value of a system property; null if it is not set. */
    protected @Nullable String property(String name) {
        return System.getProperty(name);
    }

    /** Returns the value of an environment variable; null if it is not set. */
    protected @Nullable String variable(String name) {
        return System.getenv(name);
    }

    /** Prints a line about a value that does not count. */
    protected void line(String text) {
        Stderr.line(text);
    }

    private @Nullable String value(String key) {
        String value = accepted(PROPERTY + key, key, property(PROPERTY + key));
        String name = VARIABLE + key.toUpperCase(Locale.ROOT);
        return value != null ? value : accepted(name, key, variable(name));
    }

    /** Returns a value if it is one of the option's. An empty one counts as not set, as it does in a shell's tests. */
    private @Nullable String accepted(String name, String key, @Nullable String given) {
        String value = given == null ? "" : given.strip();
        boolean isServiceLink = key.equals("port") && value.contains("://"); // of a service named parkwatch
        if (value.isEmpty() || isServiceLink) {
            return null;
        }
        try {
            check(key, value);
            return value;
        } catch (OptionsException e) {
            line(name + " is left out: " + e.getMessage());
            return null;
        }
    }

    private static void check(String key, String value) throws OptionsException {
        if (!key.equals(ENABLED)) {
            OptionsParser.parse("", Map.of(), Map.of(key, value));
        } else if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw OptionsException.bad(key, value, "true, false");
        }
    }
}
