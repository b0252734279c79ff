// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the artifact that other builds name as {@code io.parkwatch:parkwatch-agent}. */
class ArtifactTest {
    private String pom = "";

    @BeforeEach
    void read() throws IOException {
        pom = Files.readString(Path.of("pom.xml"));
    }

    /** The assembly replaces the artifact where no jar of the module is made and its name has no suffix. */
    @Test
    void theArtifactIsTheOneJarThatRuns() {
        assertThat(pom)
                .contains("<artifactId>parkwatch-agent</artifactId>")
                .containsPattern("<id>default-jar</id>\\s*<phase>none</phase>")
                .containsPattern("<finalName>parkwatch</finalName>\\s*<appendAssemblyId>false</appendAssemblyId>")
                .doesNotContain("<attach>false</attach>");
    }

    @Test
    void itsSourcesAreAttached() {
        assertThat(pom).contains("<artifactId>maven-source-plugin</artifactId>");
    }

    @Test
    void aReleaseHasItsJavadoc() throws IOException {
        for (Path module : List.of(Path.of("pom.xml"), Path.of("..", "libraries", "annotations", "pom.xml"))) {
            assertThat(Files.readString(module))
                    .containsPattern("(?s)<id>release</id>.*<artifactId>maven-javadoc-plugin</artifactId>");
        }
    }

    /** The libraries are in the jar under their own names: a program that got them too would have each twice. */
    @Test
    void dependingOnItBringsNoLibraries() {
        String dependencies = pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"));

        assertThat(dependencies.split("</dependency>"))
                .filteredOn(dependency -> dependency.contains("<artifactId>"))
                .isNotEmpty()
                .allMatch(dependency ->
                        dependency.contains("<optional>true</optional>") || dependency.contains("<scope>test</scope>"));
    }
}
