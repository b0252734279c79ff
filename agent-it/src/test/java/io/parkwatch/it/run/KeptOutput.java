// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives each test a folder for the output of its programs, and empties it if the test passes. */
public final class KeptOutput implements BeforeEachCallback, AfterEachCallback {
    /** Left out of the folder's name. The rest of the package stays, since two tests of one name may run at once. */
    private static final String IT = "io.parkwatch.it.";

    private static final ThreadLocal<Path> FOLDER = new ThreadLocal<>();

    /** Returns the folder of the running test. */
    static Path folder() {
        Path folder = FOLDER.get();
        if (folder == null) {
            throw new IllegalStateException("no @OnEachJdk test runs in this thread");
        }
        return folder;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        Path folder = Path.of(System.getProperty("it.output", "target/it"))
                .resolve(context.getRequiredTestClass().getName().substring(IT.length()) + "."
                        + context.getRequiredTestMethod().getName())
                .resolve(context.getDisplayName().replaceAll("[^A-Za-z0-9]+", "-"))
                .toAbsolutePath();
        delete(folder);
        Files.createDirectories(folder);
        FOLDER.set(folder);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isEmpty()) {
            delete(folder());
        }
        FOLDER.remove();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(KeptOutput::deleteOne);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
