// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.parkwatch.api.Series;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one registry. It is itself the content of a meter that never has a measurement: a registry asks for
 * them whenever it reads its meters, also while there is no other one.
 */
final class Bound implements Iterable<Measurement> {
    private static final long AT_MOST_EACH = TimeUnit.SECONDS.toNanos(1);
    private static final String OURS = "parkwatch_";

    private final MeterRegistry registry;
    private final Supplier<List<Series>> series;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Row> rows = new HashMap<>();
    private @Nullable Meter asked;
    private long last;
    private boolean closed;

    /** A series, whatever its value. */
    private record Key(String name, Map<String, String> labels) {}

    /** The value of a meter, which refers to it weakly. */
    private static final class Row {
        @Nullable
        Meter meter;

        volatile double value;
        volatile long count;
        volatile boolean read;
    }

    Bound(MeterRegistry registry, Supplier<List<Series>> series, LongSupplier nanoTime) {
        this.registry = registry;
        this.series = series;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong() - AT_MOST_EACH;
    }

    void open() {
        asked = Meter.builder("parkwatch", Meter.Type.OTHER, this)
                .description("has no value: makes the others follow the agent")
                .register(registry);
        refresh();
    }

    /** Called by whoever reads the registry's meters. */
    @Override
    public Iterator<Measurement> iterator() {
        follow();
        return Collections.emptyIterator();
    }

    private double value(Row row) {
        follow();
        row.read = true;
        return row.value;
    }

    /** Follows the agent, unless that was done within a second or another thread is about to. */
    private void follow() {
        if (!lock.isHeldByCurrentThread() && lock.tryLock()) {
            try {
                if (nanoTime.getAsLong() - last >= AT_MOST_EACH) {
                    refresh();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    void refresh() {
        lock.lock();
        try {
            if (!closed) {
                last = nanoTime.getAsLong();
                show(series.get());
            }
        } finally {
            lock.unlock();
        }
    }

    private void show(List<Series> now) {
        Map<Key, Row> gone = new HashMap<>(rows);
        for (Series one : now) {
            if (one.name().startsWith(OURS)) {
                Key key = new Key(one.name(), one.labels());
                Row row = gone.remove(key);
                if (row != null && beganAgain(one, row)) {
                    remove(key, row);
                    row = null;
                }
                set(key, one, row);
            }
        }
        gone.forEach(this::remove);
    }

    /** A registry that publishes increases would publish a negative one. */
    private static boolean beganAgain(Series now, Row row) {
        return (now.type().equals("counter") && now.value() < row.value) || now.count() < row.count;
    }

    private void set(Key key, Series now, @Nullable Row known) {
        Row row = known == null ? new Row() : known;
        if (known == null || known.read) { // a counter whose first 0 nobody has read would lose an increase
            row.value = now.value();
            row.count = now.count();
        }
        if (known == null) {
            try {
                row.meter = meter(now, row);
                rows.put(key, row);
            } catch (RuntimeException e) {
                // A meter of the program has this name and is of another kind; the next refresh tries again.
            }
        }
    }

    private Meter meter(Series s, Row row) {
        Tags tags = Tags.empty();
        for (Map.Entry<String, String> label : s.labels().entrySet()) {
            tags = tags.and(Tag.of(dotted(label.getKey()), label.getValue()));
        }
        return switch (s.type()) {
            case "counter" ->
                FunctionCounter.builder(dotted(without("_total", s.name())), row, this::value)
                        .description(s.help())
                        .tags(tags)
                        .register(registry);
            case "summary" ->
                FunctionTimer.builder(
                                dotted(without("_seconds", s.name())), row, r -> r.count, this::value, TimeUnit.SECONDS)
                        .description(s.help())
                        .tags(tags)
                        .register(registry);
            default ->
                Gauge.builder(dotted(s.name()), row, this::value)
                        .description(s.help())
                        .tags(tags)
                        .register(registry);
        };
    }

    private static String dotted(String name) {
        return name.replace('_', '.');
    }

    /** Registries that want this suffix add it. */
    private static String without(String suffix, String name) {
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }

    private void remove(Key key, Row row) {
        rows.remove(key);
        if (row.meter != null) {
            registry.remove(row.meter);
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            show(List.of());
            if (asked != null) {
                registry.remove(asked);
            }
        } finally {
            lock.unlock();
        }
    }
}
