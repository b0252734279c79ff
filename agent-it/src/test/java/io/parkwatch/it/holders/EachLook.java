// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Part of watched programs. Makes the agent in this JVM look as fast as it can, and hands out what each look found, on
 * the agent's own thread: a report in a file would be replaced before a test reads it.
 */
final class EachLook {
    private final Map<String, Method> accessors = new HashMap<>();

    private EachLook() {}

    /** Lets the watcher take a whole core, and calls the listener after each look. */
    static void tell(Consumer<Row> listener) throws ReflectiveOperationException {
        Object watcher = watcher();
        EachLook looks = new EachLook();
        for (String share : new String[] {"lookShare", "stackShare"}) {
            field(field(watcher, share).get(watcher), "every")
                    .setLong(field(watcher, share).get(watcher), 1);
        }
        Field of = field(watcher, "owner");
        Object owner = of.get(watcher);
        Object between = Proxy.newProxyInstance(
                watcher.getClass().getClassLoader(), new Class<?>[] {of.getType()}, (proxy, method, args) -> {
                    if (method.getName().equals("looked")) {
                        listener.accept(looks.new Row(args[0]));
                    }
                    try {
                        return method.invoke(owner, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        of.set(watcher, between);
    }

    /** Returns the agent's watcher: between two looks its thread is parked with it. */
    private static Object watcher() {
        ThreadGroup root = Thread.currentThread().getThreadGroup().getParent();
        Thread[] all = new Thread[1_000];
        while (true) {
            int count = root.enumerate(all);
            for (int i = 0; i < count; i++) {
                Object blocker = LockSupport.getBlocker(all[i]);
                if (blocker != null && blocker.getClass().getName().endsWith(".Watcher")) {
                    return blocker;
                }
            }
            Thread.onSpinWait();
        }
    }

    private static Field field(Object of, String name) throws ReflectiveOperationException {
        Field field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** A record of the agent's, read by the names of its components. */
    final class Row {
        private final Object row;

        Row(Object row) {
            this.row = row;
        }

        Object get(String component) {
            try {
                Method accessor = accessors.get(row.getClass().getName() + component);
                if (accessor == null) {
                    accessor = row.getClass().getMethod(component);
                    accessors.put(row.getClass().getName() + component, accessor);
                }
                return accessor.invoke(row);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        int number(String component) {
            return (int) get(component);
        }

        String text(String component) {
            return String.valueOf(get(component));
        }

        boolean has(String component) {
            return get(component) != null;
        }

        Row row(String component) {
            return new Row(get(component));
        }

        java.util.List<Row> rows(String component) {
            return ((java.util.List<?>) get(component)).stream().map(Row::new).toList();
        }

        @Override
        public String toString() {
            return row.toString();
        }
    }
}
