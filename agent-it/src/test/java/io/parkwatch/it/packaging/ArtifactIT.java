// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What another build gets that names {@code io.parkwatch:parkwatch-agent}. */
class ArtifactIT {
    private static final Path ARTIFACTS = Path.of(System.getProperty("artifacts"));

    @Test
    void theArtifactIsTheOneJarThatRuns() throws IOException {
        Path built = Path.of("..", "agent", "target", "parkwatch.jar");

        assertThat(Files.mismatch(ARTIFACTS.resolve("parkwatch-agent.jar"), built))
                .isEqualTo(-1);
    }

    @Test
    void itsSourcesAreBesideIt() throws IOException {
        try (JarFile sources =
                new JarFile(ARTIFACTS.resolve("parkwatch-agent-sources.jar").toFile())) {
            assertThat(sources.stream().map(JarEntry::getName))
                    .contains("io/parkwatch/boot/Starter.java", "io/parkwatch/Agent.java");
        }
    }

    /** The libraries are in the jar under their own names: a program that gets them too would have each twice. */
    @Test
    void whoDependsOnItGetsNoLibraries() throws IOException {
        String pom = Files.readString(Path.of("..", "agent", "pom.xml"));
        String dependencies = pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"));

        assertThat(dependencies.split("</dependency>"))
                .filteredOn(dependency -> dependency.contains("<artifactId>"))
                .isNotEmpty()
                .allMatch(dependency ->
                        dependency.contains("<optional>true</optional>") || dependency.contains("<scope>test</scope>"));
    }
}
