// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jox;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Set;

/**
 * The fields of one loaded jox, 0.4.0 to 1.0.1. Holds its classes, so it is kept only while channels of these classes
 * are alive.
 */
final class JoxHandles {
    final Class<?> channel;
    final Class<?> continuation;
    final Class<?> clause;
    final Class<?> segment;
    final VarHandle capacity;
    final VarHandle sendSegment;
    final VarHandle receiveSegment;
    final VarHandle id;
    final VarHandle data;
    final VarHandle next;
    final VarHandle thread;
    final VarHandle answered;
    final MethodHandle isSender;
    final VarHandle clauseSends;
    final VarHandle select;
    final VarHandle selectState;

    JoxHandles(Class<?> channel, Instrumentation instrumentation) throws ReflectiveOperationException {
        this.channel = channel;
        Module module = channel.getModule();
        if (module.isNamed()) {
            instrumentation.redefineModule(
                    module,
                    Set.of(),
                    Map.of(),
                    Map.of(channel.getPackageName(), Set.of(JoxHandles.class.getModule())),
                    Set.of(),
                    Map.of());
        }
        continuation = named("Continuation");
        clause = named("StoredSelectClause");
        segment = named("Segment");
        capacity = field(channel, "capacity");
        sendSegment = field(channel, "sendSegment");
        receiveSegment = field(channel, "receiveSegment");
        id = field(segment, "id");
        data = field(segment, "data");
        next = field(segment, "next");
        thread = field(continuation, "creatingThread");
        answered = field(continuation, "data");
        isSender = in(continuation)
                .findVirtual(continuation, "isSender", MethodType.methodType(boolean.class))
                .asType(MethodType.methodType(boolean.class, Object.class));
        clauseSends = field(clause, "isSender");
        select = field(clause, "select");
        selectState = field(named("SelectInstance"), "state");
    }

    private Class<?> named(String simple) throws ClassNotFoundException {
        return Class.forName(channel.getPackageName() + '.' + simple, false, channel.getClassLoader());
    }

    private static VarHandle field(Class<?> type, String name) throws ReflectiveOperationException {
        return in(type).unreflectVarHandle(type.getDeclaredField(name));
    }

    private static Lookup in(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }
}
