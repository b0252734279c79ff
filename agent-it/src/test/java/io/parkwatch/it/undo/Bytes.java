// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Another agent, which records the bytes of classes. The JVM shows it the bytes as earlier agents changed them, so each
 * snapshot attaches it again.
 */
public final class Bytes {
    /** The bytes that were seen while it listened and others changed classes. */
    private static final Map<String, String> HEARD = new ConcurrentSkipListMap<>();

    /** The class that all hooks call. */
    private static final String HUB = "java/util/concurrent/locks/ParkwatchHub";

    /** The suffix of a recorded class that has hooks. */
    static final String HOOKED = "-hooked";

    private Bytes() {}

    /**
     * Called by the JVM.
     *
     * @param text {@code snapshot FILE} writes the bytes; {@code listen FILE} does so too, and stays behind the present
     *     agents; {@code heard FILE} writes what those agents have made of the classes since
     */
    public static void agentmain(String text, Instrumentation instrumentation) throws Exception {
        String[] words = text.split(" ", 2);
        Path file = Path.of(words[1]);
        switch (words[0]) {
            case "snapshot" -> {
                Map<String, String> seen = new ConcurrentSkipListMap<>();
                ClassFileTransformer reader = look(seen, instrumentation);
                instrumentation.removeTransformer(reader);
                write(seen, file);
            }
            case "listen" -> {
                ClassFileTransformer unused = look(HEARD, instrumentation);
                write(HEARD, file);
            }
            case "heard" -> write(HEARD, file);
            default -> throw new IllegalArgumentException(text);
        }
    }

    private static ClassFileTransformer look(Map<String, String> seen, Instrumentation instrumentation)
            throws Exception {
        ClassFileTransformer reader = new Reader(seen);
        instrumentation.addTransformer(reader, true);
        instrumentation.retransformClasses(Arrays.stream(instrumentation.getAllLoadedClasses())
                .filter(type -> isWatched(type.getName()) && instrumentation.isModifiableClass(type))
                .toArray(Class<?>[]::new));
        return reader;
    }

    private static boolean isWatched(String name) {
        return name.startsWith("java.util.concurrent.")
                || name.startsWith("java.lang.Thread")
                || name.startsWith("java.lang.VirtualThread")
                || name.equals("java.lang.Object")
                || name.startsWith("jdk.internal.vm.")
                || name.startsWith("jdk.internal.misc.ThreadFlock")
                || name.startsWith("com.softwaremill.jox.")
                || name.startsWith("io.parkwatch.it.undo.Visited");
    }

    private static void write(Map<String, String> seen, Path file) throws IOException {
        String text = new TreeMap<>(seen)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
        // Written in one step, so that no reader sees half of it.
        Path half = file.resolveSibling(file.getFileName() + ".half");
        Files.writeString(half, text);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private record Reader(Map<String, String> seen) implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String name,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            String point = name.replace('/', '.');
            if (redefined != null && isWatched(point)) {
                seen.put(point, hash(bytes));
            }
            return null;
        }

        private static String hash(byte[] bytes) {
            try {
                String digest = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
                return new String(bytes, StandardCharsets.ISO_8859_1).contains(HUB) ? digest + HOOKED : digest;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
