// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave.define;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFilesTest {
    private static final String BOX = "com/acme/Box.class";

    @TempDir
    Path folder;

    @Test
    void aLoadedClassIsReadFromWhereItCame() throws IOException {
        byte[] file = ClassFiles.of(ClassFilesTest.class);

        assertThat(file)
                .isEqualTo(ClassFilesTest.class
                        .getResourceAsStream("ClassFilesTest.class")
                        .readAllBytes());
        assertThat(ClassFiles.of(String.class)).isNull();
    }

    @Test
    void aJarIsReadAndAFolderInAJar() throws IOException {
        Path plain = jar("my plain.jar", BOX, "plain");
        Path boot = jar("boot.jar", "BOOT-INF/classes/" + BOX, "boot");

        assertThat(ClassFiles.in(plain.toUri().toString(), BOX)).asString().isEqualTo("plain");
        assertThat(ClassFiles.in("jar:nested:" + boot + "/!BOOT-INF/classes/!/", BOX))
                .asString()
                .isEqualTo("boot");
        assertThat(ClassFiles.in("jar:" + boot.toUri() + "!/BOOT-INF/classes!/", BOX))
                .asString()
                .isEqualTo("boot");
    }

    @Test
    void whatIsElsewhereOrGoneIsNotKnown() throws IOException {
        Path plain = jar("plain.jar", "another", "plain");

        assertThat(ClassFiles.in(plain.toUri().toString(), BOX)).isNull();
        assertThat(ClassFiles.in("jar:nested:" + plain + "/!BOOT-INF/lib/other.jar!/", BOX))
                .isNull();
        assertThat(ClassFiles.in("file:" + folder + "/gone.jar", BOX)).isNull();
        assertThat(ClassFiles.in("https://example.org/some.jar", BOX)).isNull();
    }

    private Path jar(String name, String entry, String text) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
