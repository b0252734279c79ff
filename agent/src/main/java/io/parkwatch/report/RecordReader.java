// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static java.util.Map.entry;

import com.google.gson.JsonElement;
import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Verdict;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON into records whose components are named like its fields. Unknown fields are ignored. Only a
 * {@link Nullable} component may be null: others are empty where their field is absent, or the report lacks it.
 */
final class RecordReader {
    /** Fields that every report has, although their type has an empty value. */
    private final Set<String> required = Set.of("Header.schema", "Finding.fingerprint", "Finding.verdict");

    /** The numbers of a channel's state. */
    private final List<String> numbers = List.of(
            "parties", "arrived", "permits", "count", "readers", "holds", "waiters", "putters", "takers", "out", "idle",
            "wanted");

    private final Map<Class<?>, Object> empty = Map.of(
            String.class,
            "",
            boolean.class,
            false,
            int.class,
            0,
            long.class,
            0L,
            double.class,
            0.0,
            List.class,
            List.of(),
            Map.class,
            Map.of(),
            Kind.class,
            Kind.NONE,
            Verdict.class,
            Verdict.STUCK,
            Channel.class,
            new Channel("", Kind.NONE, null, null, List.of(), List.of(), null, null, null, Map.of()));

    private final Map<Type, Value> values = Map.ofEntries(
            entry(String.class, new Value("a text", text -> text)),
            entry(boolean.class, new Value("a flag", RecordReader::flag)),
            entry(int.class, new Value("a count", Integer::valueOf)),
            entry(Integer.class, new Value("a count", Integer::valueOf)),
            entry(long.class, new Value("a whole number", Long::valueOf)),
            entry(double.class, new Value("a number", Double::valueOf)),
            entry(Instant.class, new Value("a date", Instant::parse)),
            entry(Frame.class, new Value("a frame", FrameReader::parse)),
            entry(Problem.class, new Value("a problem", text -> new Problem("", text))),
            // A word of a newer agent reads as the one that claims the least.
            entry(Role.class, word(Role.values(), Role::word, Role.WAITER)),
            entry(Verdict.class, word(Verdict.values(), Verdict::word, Verdict.STUCK)),
            entry(Kind.class, word(Kind.values(), Kind::word, Kind.NONE)));

    /** A type that is a text, or a number or flag as it is written. {@code wanted} is the noun of its error. */
    private record Value(String wanted, Function<String, Object> parse) {}

    private static <T> Value word(T[] known, Function<T, String> word, T other) {
        return new Value("a word", text -> {
            for (T one : known) {
                if (word.apply(one).equals(text)) {
                    return one;
                }
            }
            return other;
        });
    }

    private static boolean flag(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException(text);
    }

    /** Reads a record. An error quotes a malformed value, and names its field, which is below {@code path}. */
    <T> T read(Class<T> type, JsonElement json, String path) throws ReportException {
        if (!json.isJsonObject()) {
            throw wrong(path, "an object", json);
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] parts = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            JsonElement value = json.getAsJsonObject().get(name);
            String field = path.isEmpty() ? name : path + '.' + name;
            types[i] = components[i].getType();
            parts[i] = value == null || value.isJsonNull()
                    ? absent(type, components[i], field)
                    : value(components[i].getGenericType(), value, field);
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object absent(Class<?> record, RecordComponent component, String field) throws ReportException {
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        Object value = empty.get(component.getType());
        if (value == null || required.contains(record.getSimpleName() + '.' + component.getName())) {
            throw ReportException.because("the report lacks " + field);
        }
        return value;
    }

    private Object value(Type type, JsonElement json, String path) throws ReportException {
        if (type instanceof ParameterizedType many) {
            return many.getRawType() == Map.class
                    ? state(json, path)
                    : list(many.getActualTypeArguments()[0], json, path);
        }
        Value value = values.get(type);
        if (value == null) {
            return read((Class<?>) type, json, path);
        }
        if (!json.isJsonPrimitive()) {
            throw wrong(path, "one value", json);
        }
        String text = json.getAsString();
        try {
            return value.parse.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw wrong(path, value.wanted, text.isEmpty() ? json : text);
        }
    }

    private List<Object> list(Type type, JsonElement json, String path) throws ReportException {
        if (!json.isJsonArray()) {
            throw wrong(path, "a list", json);
        }
        List<Object> all = new ArrayList<>();
        for (JsonElement one : json.getAsJsonArray()) {
            all.add(value(type, one, path + '[' + all.size() + ']'));
        }
        return all;
    }

    /** Reads the numbers of a channel that this release knows. Those of a newer agent are shown nowhere. */
    private Map<String, Integer> state(JsonElement json, String path) throws ReportException {
        if (!path.endsWith(".channel.state") || !json.isJsonObject()) {
            throw wrong(path, "known here", json);
        }
        Map<String, Integer> read = new HashMap<>();
        for (String word : numbers) {
            JsonElement number = json.getAsJsonObject().get(word);
            if (number != null && !number.isJsonNull()) {
                read.put(word, (Integer) value(Integer.class, number, path + '.' + word));
            }
        }
        return read;
    }

    private static ReportException wrong(String path, String wanted, Object is) {
        return ReportException.because("the report's " + path + " is not " + wanted + ": " + is);
    }
}
