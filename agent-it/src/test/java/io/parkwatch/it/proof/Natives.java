// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** References that native code holds. */
final class Natives {
    private static final String LIBRARY = "it.library";

    /** Whether this program has the library, which needs a C compiler. */
    static final boolean ARE_THERE = System.getProperty(LIBRARY) != null;

    private static final String SOURCE = """
            #include <jni.h>
            static jobject held;
            JNIEXPORT void JNICALL Java_io_parkwatch_it_proof_Natives_hold(JNIEnv *env, jclass type, jobject object) {
              held = (*env)->NewGlobalRef(env, object);
            }
            JNIEXPORT jobject JNICALL Java_io_parkwatch_it_proof_Natives_held(JNIEnv *env, jclass type) {
              return (*env)->NewLocalRef(env, held);
            }
            JNIEXPORT void JNICALL Java_io_parkwatch_it_proof_Natives_holdWeakly(JNIEnv *env, jclass type, jobject object) {
              (*env)->NewWeakGlobalRef(env, object);
            }
            """;

    static {
        if (ARE_THERE) {
            System.load(System.getProperty(LIBRARY));
        }
    }

    private Natives() {}

    /** Holds the object in a global reference. */
    static native void hold(Object object);

    /** Returns the object. */
    static native Object held();

    static native void holdWeakly(Object object);

    /**
     * Builds the library, and returns the flags of a program that uses it. Without a C compiler there are none, and its
     * cases are skipped.
     */
    static List<String> flags(Jdk jdk, Path folder) throws IOException, InterruptedException {
        Path include = Objects.requireNonNull(jdk.home()).resolve("include");
        Path source = Files.writeString(folder.resolve("natives.c"), SOURCE);
        Path library = folder.resolve("natives.so");
        List<String> command = List.of(
                "cc",
                "-shared",
                "-fPIC",
                "-I" + include,
                "-I" + include.resolve("linux"),
                "-o",
                library + "",
                source + "");
        Process compiler;
        try {
            compiler = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            System.err.println("SKIPPED: waits that native code can end: " + e.getMessage());
            return List.of();
        }
        assertThat(compiler.waitFor()).as("the C compiler's exit code").isZero();
        return List.of("-D" + LIBRARY + "=" + library, "--enable-native-access=ALL-UNNAMED");
    }
}
