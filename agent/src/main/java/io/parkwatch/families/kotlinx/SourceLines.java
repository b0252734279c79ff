// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Removes lines that do not exist. If a suspension is inside an inlined function ({@code select}, {@code withLock}),
 * the compiler records a line past the end of the file for debuggers, the same for every call. The frame then gets no
 * line. The class's source map (JSR-45) shows where a file ends. It is read only if the class's loader is the JDK's
 * own: another loader's code may do anything.
 */
final class SourceLines {
    private static final int MOST_CLASSES = 10_000;
    private static final int NO_LINE = -1;

    private final Map<ClassLoader, Map<String, Integer>> ends = new WeakHashMap<>();

    /** Returns the frame, without its line if the file has no such line. {@code from} is a class of the same loader. */
    StackTraceElement real(StackTraceElement frame, Class<?> from) {
        ClassLoader loader = from.getClassLoader();
        if (loader == null || !isJdks(loader)) {
            return frame;
        }
        Map<String, Integer> known = ends.computeIfAbsent(loader, l -> new HashMap<>());
        if (known.size() > MOST_CLASSES) {
            known.clear();
        }
        int end = known.computeIfAbsent(frame.getClassName(), name -> end(map(loader, name)));
        return frame.getLineNumber() <= end
                ? frame
                : new StackTraceElement(frame.getClassName(), frame.getMethodName(), frame.getFileName(), NO_LINE);
    }

    private static boolean isJdks(ClassLoader loader) {
        return loader.getClass() == URLClassLoader.class
                || loader.getClass().getName().startsWith("jdk.internal.loader.");
    }

    /** Returns the source map; empty if the class has none, since nothing was inlined, or it can't be read. */
    private static String map(ClassLoader loader, String className) {
        String[] found = {""};
        try (InputStream in = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
            if (in != null) {
                new ClassReader(in)
                        .accept(
                                new ClassVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitSource(@Nullable String source, @Nullable String debug) {
                                        found[0] = debug == null ? "" : debug;
                                    }
                                },
                                ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
            }
        } catch (IOException | RuntimeException e) {
            // The lines are then shown as they are.
        }
        return found[0];
    }

    /** Returns the file's last line; MAX_VALUE if not known. The first row is {@code 1#1,299:1} for a file of 299. */
    static int end(String map) {
        int from = map.indexOf("*L\n1#1,");
        int until = map.indexOf(":1\n", from);
        try {
            return from < 0 || until < 0 ? Integer.MAX_VALUE : Integer.parseInt(map.substring(from + 7, until));
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }
}
