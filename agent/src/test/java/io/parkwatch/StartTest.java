// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartTest {
    private final List<String> calls = new ArrayList<>();

    /** The agent closes its class loader as it leaves, so it has one here, too. */
    @Test
    void aStartThatFailsIsUndone() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        byte[] hub = Files.readAllBytes(Path.of("target", "classes", "io", "parkwatch", "hook", "Hub.class"));
        try (URLClassLoader loader =
                new URLClassLoader(classPath.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Method premain = loader.loadClass(Entry.class.getName())
                    .getMethod("premain", String.class, Instrumentation.class, byte[].class);

            assertThatThrownBy(() -> premain.invoke(null, "port=off", failing(), hub))
                    .hasRootCauseInstanceOf(InternalError.class)
                    .hasRootCauseMessage("on purpose");
        }

        assertThat(calls).contains("addTransformer", "retransformClasses").endsWith("removeTransformer");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("parkwatch"));
    }

    private Instrumentation failing() {
        return (Instrumentation) Proxy.newProxyInstance(
                Instrumentation.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, args) -> {
                    calls.add(method.getName());
                    return switch (method.getName()) {
                        case "retransformClasses" -> throw new InternalError("on purpose");
                        case "getAllLoadedClasses" -> new Class<?>[0];
                        case "removeTransformer" -> true;
                        default -> null;
                    };
                });
    }
}
