// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Verdict;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks and completes what Gson binds to records and lists. Gson leaves null where a field is absent or null, but only
 * a {@link Nullable} component may be null: others are empty, or the report lacks their field.
 */
final class RecordBinding implements TypeAdapterFactory {
    /** Fields that every report has, although their type has an empty value. */
    private final Set<String> required = Set.of("Header.schema", "Finding.fingerprint", "Finding.verdict");

    /** The numbers of a channel that this release knows. Those of a newer agent are shown nowhere. */
    record State(@Nullable Integer parties, @Nullable Integer arrived) {
        Map<String, Integer> numbers() {
            Map<String, @Nullable Integer> numbers = new HashMap<>();
            numbers.put("parties", parties);
            numbers.put("arrived", arrived);
            numbers.values().removeIf(Objects::isNull);
            return numbers;
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a list's adapter is used for a list, a record's for the record
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> token) {
        Class<?> type = token.getRawType();
        if (type == Map.class) {
            return (TypeAdapter<T>) state(gson.getAdapter(State.class));
        }
        if (type != List.class && !type.isRecord()) {
            return null;
        }
        TypeAdapter<T> gsons = gson.getDelegateAdapter(this, token);
        return new ValueBinding<>(null) {
            @Override
            T read(JsonReader in, String path) throws IOException {
                if (in.peek() != (type.isRecord() ? JsonToken.BEGIN_OBJECT : JsonToken.BEGIN_ARRAY)) {
                    throw wrong(path, type.isRecord() ? "an object" : "a list", JsonParser.parseReader(in));
                }
                T bound = gsons.read(in);
                return type.isRecord() ? complete((Class<T>) type, bound, path) : bound;
            }
        };
    }

    private static ValueBinding<Map<String, Integer>> state(TypeAdapter<State> record) {
        return new ValueBinding<>(null) {
            @Override
            Map<String, Integer> read(JsonReader in, String path) throws IOException {
                if (!path.endsWith(".channel.state")) {
                    throw wrong(path, "known here", JsonParser.parseReader(in));
                }
                return record.read(in).numbers();
            }
        };
    }

    private <T> T complete(Class<T> type, T bound, String path) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                RecordComponent component = components[i];
                Object value = component.getAccessor().invoke(bound);
                types[i] = component.getType();
                values[i] = value == null ? absent(type, component, path) : value;
            }
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object absent(Class<?> record, RecordComponent component, String path) {
        String name = component.getName();
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        Object value = required.contains(record.getSimpleName() + '.' + name) ? null : empty(component.getType());
        if (value == null) {
            throw new JsonParseException("the report lacks " + ValueBinding.field(path + '.' + name));
        }
        return value;
    }

    private static @Nullable Object empty(Class<?> type) {
        if (type == Channel.class) {
            return new Channel("", Kind.NONE, null, null, List.of(), List.of(), null, Map.of());
        }
        return type == String.class
                ? ""
                : type == List.class
                        ? List.of()
                        : type == Map.class
                                ? Map.of()
                                : type == Kind.class ? Kind.NONE : type == Verdict.class ? Verdict.STUCK : null;
    }
}
