// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Launch;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JarIT {
    private JarFile jar;
    private List<JarEntry> files;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(Launch.agentJar().toFile());
        files = jar.stream().filter(entry -> !entry.isDirectory()).toList();
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void itsRootHoldsTheStarterAndTheHubAlone() {
        assertThat(files)
                .extracting(JarEntry::getName)
                .allMatch(name -> name.matches("(META-INF|inst)/.+|io/parkwatch/(boot|hook)/[^/]+\\.class"))
                .contains("io/parkwatch/boot/Starter.class", "inst/io/parkwatch/Agent.class");
    }

    @Test
    void itsManifestNamesTheStarterForAllWaysIn() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();

        assertThat(manifest.getValue("Premain-Class")).isEqualTo("io.parkwatch.boot.Starter");
        assertThat(manifest.getValue("Agent-Class")).isEqualTo("io.parkwatch.boot.Starter");
        assertThat(manifest.getValue("Main-Class")).isEqualTo("io.parkwatch.boot.Starter");
        assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
        // This attribute makes the JVM disable class-data sharing with a warning, and the hub does not need it.
        assertThat(manifest.getValue("Boot-Class-Path")).isNull();
        assertThat(manifest.getValue("Multi-Release")).isNull();
    }

    @Test
    void noClassIsInItTwiceOrForOtherReleases() {
        List<String> classes = files.stream()
                .map(JarEntry::getName)
                .filter(name -> name.endsWith(".class"))
                .map(name -> name.replaceFirst("^inst/", ""))
                .toList();

        assertThat(classes).doesNotHaveDuplicates();
        assertThat(files).extracting(JarEntry::getName).noneMatch(name -> name.contains("META-INF/versions"));
        assertThat(files).extracting(JarEntry::getName).noneMatch(name -> name.endsWith("module-info.class"));
    }

    @Test
    void everyClassRunsOnJava17() throws IOException {
        List<String> newer = new ArrayList<>();
        for (JarEntry entry : files) {
            if (entry.getName().endsWith(".class")) {
                try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
                    assertThat(in.readInt()).as(entry.getName()).isEqualTo(0xCAFEBABE);
                    in.readUnsignedShort();
                    if (in.readUnsignedShort() > 61) {
                        newer.add(entry.getName());
                    }
                }
            }
        }
        assertThat(newer).isEmpty();
    }

    /** A JVM reads the names of all entries when it opens the jar, at each start. */
    @Test
    void itHoldsLittleThatNothingReaches() {
        assertThat(files).hasSizeLessThan(1_700);
        assertThat(files).extracting(JarEntry::getName).noneMatch(name -> name.contains("protobuf"));
    }

    @Test
    void theLicencesOfWhatIsBundledAreInIt() {
        assertThat(files)
                .extracting(JarEntry::getName)
                .anyMatch(name -> name.startsWith("META-INF/LICENSE"))
                .anyMatch(name -> name.startsWith("META-INF/NOTICE") || name.contains("THIRD-PARTY"));
    }
}
