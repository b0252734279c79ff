// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Reads which fields a class itself refers to, in the JVM's view of its constants. Reflection would load the types of
 * all fields, by the program's class loaders.
 */
public record FieldConstants(MethodHandle of, MethodHandle size, MethodHandle tag, MethodHandle reference) {
    private static final int MOST = 10_000;

    /** Visits the name and the descriptor of a field: one of the class, or of another class that it refers to. */
    public interface Visitor {
        void visit(String name, String descriptor);
    }

    /** Returns null in a release that keeps them elsewhere. */
    public static @Nullable FieldConstants find() {
        try {
            Class<?> pool = Class.forName("jdk.internal.reflect.ConstantPool", false, null);
            Class<?> tag = Class.forName(pool.getName() + "$Tag", false, null);
            Lookup lookup = Packages.lookup(pool);
            return new FieldConstants(
                    Packages.lookup(Class.class).findVirtual(Class.class, "getConstantPool", generic(pool)),
                    lookup.findVirtual(pool, "getSize", generic(int.class)),
                    lookup.findVirtual(pool, "getTagAt", MethodType.methodType(tag, int.class)),
                    lookup.findVirtual(pool, "getMemberRefInfoAt", MethodType.methodType(String[].class, int.class)));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    private static MethodType generic(Class<?> result) {
        return MethodType.methodType(result);
    }

    /** Visits the fields. Of a hidden class, whose own name is not among its constants, those of others too. */
    public void forEach(Class<?> type, Visitor visitor) {
        try {
            Object pool = (Object) of.invoke(type);
            int constants = pool == null ? 0 : Math.min((int) size.invoke(pool), MOST);
            String self = type.getName().replace('.', '/');
            for (int i = 1; i < constants; i++) {
                if ((Object) tag.invoke(pool, i) instanceof Enum<?> kind
                        && kind.name().equals("FIELDREF")) {
                    String[] names = (String[]) reference.invoke(pool, i);
                    if (type.isHidden() || names[0].equals(self)) {
                        visitor.visit(names[1], names[2]);
                    }
                }
            }
        } catch (Throwable t) {
            IllegalStateException unused = Packages.failure("the JVM does not show the constants of a class", t);
        }
    }
}
