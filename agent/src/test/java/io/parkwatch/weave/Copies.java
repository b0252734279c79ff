// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.points.Hook;
import java.util.Collection;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/** Woven copies of the JDK's classes with hooks, and of the classes that belong to them. */
final class Copies extends ClassLoader {
    static final String PACKAGE = "io/parkwatch/weave/copies/";

    private static final List<String> RELATED =
            List.of("java/lang/BaseVirtualThread", "java/lang/ThreadBuilders", "jdk/internal/vm/ThreadContainers");

    private final Collection<String> copied;

    /** {@code copied} names the classes to copy. A copy of Thread can't run, since it lacks its native methods. */
    Copies(Collection<String> copied) {
        super(WeaverTest.class.getClassLoader());
        this.copied = copied;
    }

    Class<?> define(String name, byte[] bytes) {
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        for (String owner : copied) {
            String prefix = owner.substring(0, owner.lastIndexOf('/') + 1);
            String original = prefix + name.substring(name.lastIndexOf('.') + 1);
            if (name.startsWith(PACKAGE.replace('/', '.')) && isCopied(original)) {
                return define(name, copyOf(original));
            }
        }
        throw new ClassNotFoundException(name);
    }

    private boolean isCopied(String name) {
        String outer = name.indexOf('$') < 0 ? name : name.substring(0, name.indexOf('$'));
        return (copied.contains(name) && name.contains("$"))
                || (copied.contains(outer) && !outer.equals("java/lang/Object"))
                || (copied.contains("java/lang/Thread") && RELATED.contains(outer));
    }

    private byte[] copyOf(String name) {
        byte[] bytes = WeaverTest.owners().contains(name) ? WeaverTest.woven(name) : WeaverTest.bytes(name);
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes)
                .accept(
                        new ClassRemapper(writer, new Remapper(Opcodes.ASM9) {
                            @Override
                            public String map(String type) {
                                if (type.equals(Hook.HUB)) {
                                    return "io/parkwatch/weave/WeaverTest$Told";
                                }
                                return isCopied(type) ? copy(type) : type;
                            }
                        }),
                        0);
        return writer.toByteArray();
    }

    /** Returns the name of a class's copy. */
    static String copyName(String owner) {
        return copy(owner).replace('/', '.');
    }

    static String copy(String owner) {
        return PACKAGE + owner.substring(owner.lastIndexOf('/') + 1);
    }
}
