// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jdk;

import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Role;
import io.parkwatch.points.Hook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of the JDK's channel classes. Names fields and methods: the class need not be loaded, nor have them. */
final class JdkRow {
    static final String COUNTED = "size()";

    final String type;
    final Kind kind;
    Hook hook = Hook.MADE;

    /** Whether the class determines the kind. */
    boolean always = true;

    /** The fields that a thread can be parked by; if none, the channel itself is. */
    List<String> keys = List.of();

    /** The field that leads from one object to the next, if the key is the first of a list. */
    @Nullable
    String next;

    /** A field, one behind another one, or {@link #COUNTED}. */
    @Nullable
    String size;

    @Nullable
    String capacity;

    /** For a ring, where the next item is taken; {@link #size} is then where the next one is put, -1 if it is empty. */
    @Nullable
    String out;

    boolean empty;

    /** The number of parties that a barrier waits for, and how many of them have not arrived. */
    List<String> parties = List.of();

    /** The role of its operations; null if it has none but those of a queue. */
    @Nullable
    Role role;

    List<String> operations = List.of();

    private JdkRow(String type, Kind kind) {
        this.type = type;
        this.kind = kind;
    }

    /** Creates the row of a class of {@code java.util.concurrent}, or of another package with its full name. */
    static JdkRow of(String type, Kind kind) {
        return new JdkRow(type.startsWith("java.") ? type : "java.util.concurrent." + type, kind);
    }

    /** Sets the fields that a thread can be parked by. */
    JdkRow parks(String... fields) {
        keys = List.of(fields);
        return this;
    }

    /** Makes the key the first of a list. */
    JdkRow linked(String field) {
        next = field;
        return this;
    }

    JdkRow size(String field) {
        size = field;
        return this;
    }

    /** Sets the field with the capacity: a number, or an array that holds as much. */
    JdkRow capacity(String field) {
        capacity = field;
        return this;
    }

    /** Tells that some instances have no bound: the kind is known by the instance alone. */
    JdkRow sometimes() {
        always = false;
        return this;
    }

    /** Tells that it never holds an item. */
    JdkRow empty() {
        empty = true;
        return this;
    }

    JdkRow ring(String in, String from, String buffer) {
        out = from;
        return size(in).capacity(buffer);
    }

    JdkRow parties(String all, String awaited) {
        parties = List.of(all, awaited);
        return this;
    }

    /** Sets the methods in which threads wait. */
    JdkRow operations(Role as, String... methods) {
        role = as;
        operations = List.of(methods);
        return this;
    }

    /** Makes it a lock: of its creations fewer are recorded. */
    JdkRow lock() {
        hook = Hook.MADE_LOCK;
        return this;
    }

    /** Reports whether a condition may belong to this channel. Its key is then the condition's lock. */
    boolean hasConditions() {
        return hook == Hook.MADE_LOCK && !keys.isEmpty();
    }
}
