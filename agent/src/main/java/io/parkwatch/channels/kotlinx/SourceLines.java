// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels.kotlinx;

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
 * A suspension inside of a function that was inlined ({@code select}, {@code withLock}) has a line past the end of its
 * file in what the compiler notes for debuggers, the same for every call: no line is told then. Where a file ends
 * stands in the class's source map (JSR-45). It is read where the class's loader is the JDK's own: another one's code
 * may do anything.
 */
final class SourceLines {
    private static final int MOST_CLASSES = 10_000;
    private static final int NO_LINE = -1;

    private final Map<ClassLoader, Map<String, Integer>> ends = new WeakHashMap<>();

    /** The frame without a line that its file does not have; {@code from}: a class of the same loader. */
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

    /** Empty: the class has none, since nothing was inlined, or it can't be read. */
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
            // Its lines are then shown as they are.
        }
        return found[0];
    }

    /**
     * The last line of the file itself: the first row of lines is {@code 1#1,299:1} for one of 299. MAX_VALUE: not
     * known.
     */
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
