// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.options;

import io.parkwatch.custom.UserChannel;
import io.parkwatch.detect.IgnoreRules;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code key=value,key=value}. Stops at the first error, with a message that names the key, the value and what
 * is allowed.
 */
public final class OptionsParser {
    private static final String DEFAULTS = "threshold=60s,interval=5s,host=127.0.0.1,port=9699,expose=metrics,hosts=,"
            + "report=,traces=1000,channels=,ignore=,program=,log=stderr,service=,proof=ask,config=";
    private static final String CHANNEL = "([\\w.$]+)#([\\w$]+)=(sender|receiver)";
    private static final int MOST_DIGITS = 9;
    private static final int PORT_DIGITS = 5;
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_TRACES = 1_000_000;

    private OptionsParser() {}

    /** Returns all keys with their default values; an empty value means none. */
    public static Map<String, String> defaults() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String pair : DEFAULTS.split(",", -1)) {
            int equals = pair.indexOf('=');
            map.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return map;
    }

    /** Returns the values that replace some of {@link #defaults()} in an agent that comes with this command. */
    public static Map<String, String> defaults(String command) {
        return switch (command) {
            case "keep" -> Map.of("threshold", "5s");
            case "once", "while" -> Map.of("threshold", "5s", "interval", "1s", "port", "off", "log", "off");
            default -> Map.of();
        };
    }

    /** Parses the text after {@code -javaagent:parkwatch.jar=}. An empty text gives all defaults. */
    public static Options parse(String text) throws OptionsException {
        return parse(text, Map.of());
    }

    /** Parses a text where {@code defaults} replace some of the documented default values. */
    public static Options parse(String text, Map<String, String> defaults) throws OptionsException {
        return parse(text, defaults, Map.of());
    }

    /** Parses a text where {@code around} has values that count less than the text and the {@code defaults}. */
    static Options parse(String text, Map<String, String> defaults, Map<String, String> around)
            throws OptionsException {
        Map<String, String> given = pairs(text);
        String config = given.getOrDefault("config", value(around, "config"));
        Map<String, String> file = config.isEmpty() && !given.containsKey("config") ? Map.of() : file(config);
        Map<String, String> all = defaults();
        all.putAll(file);
        all.putAll(around);
        for (Map.Entry<String, String> entry : defaults.entrySet()) {
            boolean isGiven = given.containsKey("config") && file.containsKey(entry.getKey());
            all.put(entry.getKey(), isGiven ? value(file, entry.getKey()) : entry.getValue());
        }
        all.putAll(given);
        String report = value(all, "report");
        int[] ports = ports(value(all, "port"));
        return new Options(
                duration(all, "threshold"),
                duration(all, "interval"),
                value(all, "threshold"),
                value(all, "interval"),
                host(value(all, "host")),
                ports.length > 0,
                ports.length > 0 ? ports[0] : 0,
                ports.length > 0 ? ports[1] : 0,
                oneOf(all, "expose", "metrics", "all").equals("all"),
                hosts(value(all, "hosts")),
                report.isEmpty() ? null : report,
                traces(value(all, "traces")),
                channels(value(all, "channels")),
                ignore(value(all, "ignore")),
                program(value(all, "program")),
                oneOf(all, "log", "stderr", "off").equals("stderr"),
                service(value(all, "service")),
                ProofMode.of(oneOf(all, "proof", "off", "ask", "on")));
    }

    private static Map<String, String> pairs(String text) throws OptionsException {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String pair = part.strip();
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals).strip();
            known(key, equals < 0 ? "" : pair.substring(equals + 1));
            if (equals < 0) {
                throw OptionsException.bad(key, "", "a value, as in " + key + "=" + example(key));
            }
            pairs.put(key, pair.substring(equals + 1).strip());
        }
        return pairs;
    }

    private static String example(String key) {
        return switch (key) {
            case "report" -> "/tmp/parkwatch-%p.json";
            case "hosts" -> "shop.example";
            case "channels" -> "com.acme.Pipe#send=sender";
            case "ignore" -> "com.acme.idle.";
            case "program" -> "com.acme.";
            case "service" -> "shop/1.4.2";
            case "config" -> "/etc/parkwatch.properties";
            default -> defaults().getOrDefault(key, "");
        };
    }

    private static void known(String key, String value) throws OptionsException {
        if (!defaults().containsKey(key)) {
            throw new OptionsException(
                    "unknown option " + OptionsException.shown(key) + "=" + OptionsException.shown(value)
                            + ": allowed are " + String.join(", ", defaults().keySet()));
        }
    }

    private static Map<String, String> file(String name) throws OptionsException {
        Properties properties = ConfigFile.read(name);
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String key : properties.stringPropertyNames()) {
            known(key, properties.getProperty(key));
            if (key.equals("config")) {
                throw OptionsException.bad(
                        key, properties.getProperty(key), "the option itself; a file can't name another file");
            }
            pairs.put(key, properties.getProperty(key).strip());
        }
        return pairs;
    }

    private static String value(Map<String, String> all, String key) {
        return all.getOrDefault(key, "");
    }

    private static Duration duration(Map<String, String> all, String key) throws OptionsException {
        String value = value(all, key);
        int unit = digits(value);
        int n = number(value.substring(0, unit), MOST_DIGITS);
        Duration duration = switch (value.substring(unit)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ZERO;
        };
        if (n > 0 && !duration.isZero() && duration.compareTo(Duration.ofDays(365)) <= 0) {
            return duration;
        }
        throw OptionsException.bad(key, value, "a duration above 0 and up to a year, such as 250ms, 30s, 10m, 1h");
    }

    /** Returns the number of digits at the beginning. Parsed by hand, so that a start loads no regular expressions. */
    private static int digits(String value) {
        int end = 0;
        while (end < value.length() && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int number(String value, int mostDigits) {
        boolean is = !value.isEmpty() && value.length() <= mostDigits && digits(value) == value.length();
        return is ? Integer.parseInt(value) : -1;
    }

    private static String host(String value) throws OptionsException {
        if (value.isEmpty()) {
            throw OptionsException.bad("host", value, "a host name or address, such as 127.0.0.1");
        }
        return value;
    }

    private static String oneOf(Map<String, String> all, String key, String... words) throws OptionsException {
        String value = value(all, key).toLowerCase(Locale.ROOT);
        if (!List.of(words).contains(value)) {
            throw OptionsException.bad(key, value(all, key), String.join(", ", words));
        }
        return value;
    }

    /** Returns the first and the last port, or an empty array for {@code off}. */
    private static int[] ports(String value) throws OptionsException {
        if (value.equals("off")) {
            return new int[0];
        }
        int dash = value.indexOf('-');
        int first = number(dash < 0 ? value : value.substring(0, dash), PORT_DIGITS);
        int last = dash < 0 ? first : number(value.substring(dash + 1), PORT_DIGITS);
        if (first >= 0 && first <= last && last <= HIGHEST_PORT && (first > 0 || dash < 0)) {
            return new int[] {first, last};
        }
        throw OptionsException.bad("port", value, "a port (9699), a range (9699-9709), 0 for any, or off");
    }

    /** Returns host names as in a request, without the port. They are compared, never resolved. */
    private static List<String> hosts(String value) throws OptionsException {
        List<String> hosts = items(value);
        for (String host : hosts) {
            if (!host.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
                throw OptionsException.bad(
                        "hosts", host, "a host name without a port, such as shop.example, ; between them");
            }
        }
        return hosts;
    }

    private static int traces(String value) throws OptionsException {
        int traces = number(value, MOST_DIGITS);
        if (traces >= 0 && traces <= MOST_TRACES) {
            return traces;
        }
        throw OptionsException.bad("traces", value, "a number from 0 to " + MOST_TRACES);
    }

    private static List<UserChannel> channels(String value) throws OptionsException {
        List<UserChannel> channels = new ArrayList<>();
        for (String part : items(value)) {
            Matcher matcher = Pattern.compile(CHANNEL).matcher(part);
            if (!matcher.matches()) {
                throw OptionsException.bad(
                        "channels", part, "com.acme.Pipe#send=sender or com.acme.Pipe#next=receiver, ; between them");
            }
            Role role = matcher.group(3).equals("sender") ? Role.SENDER : Role.RECEIVER;
            channels.add(new UserChannel(matcher.group(1), matcher.group(2), role));
        }
        return channels;
    }

    private static IgnoreRules ignore(String value) throws OptionsException {
        List<String> prefixes = new ArrayList<>();
        Set<String> fingerprints = new HashSet<>();
        for (String part : items(value)) {
            if (!part.startsWith("#") && part.indexOf(',') < 0) { // a comma would leave nothing out, without a line
                prefixes.add(part);
            } else if (part.matches("#[0-9a-f]{16}")) {
                fingerprints.add(part.substring(1));
            } else {
                throw OptionsException.bad(
                        "ignore",
                        part,
                        "a class or package prefix, or a fingerprint such as #9f31c0de7a55b102, ; between them");
            }
        }
        return new IgnoreRules(prefixes, fingerprints);
    }

    private static List<String> program(String value) throws OptionsException {
        for (String part : items(value)) {
            if (!part.matches("[\\w.$]+")) {
                throw OptionsException.bad(
                        "program", part, "beginnings of class names such as com.acme., ; between them");
            }
        }
        return items(value);
    }

    private static @Nullable Service service(String value) throws OptionsException {
        if (value.isEmpty()) {
            return null;
        }
        int slash = value.indexOf('/');
        String name = slash < 0 ? value : value.substring(0, slash).strip();
        String version = slash < 0 ? null : value.substring(slash + 1).strip();
        if (name.isEmpty() || (version != null && (version.isEmpty() || version.indexOf('/') >= 0))) {
            throw OptionsException.bad("service", value, "a name and perhaps a version, such as shop/1.4.2");
        }
        return new Service(name, version);
    }

    private static List<String> items(String value) {
        List<String> items = new ArrayList<>();
        for (String part : value.split(";", -1)) {
            if (!part.isBlank()) {
                items.add(part.strip());
            }
        }
        return items;
    }
}
