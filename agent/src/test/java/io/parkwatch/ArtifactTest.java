// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what other builds name as {@code io.parkwatch:parkwatch-agent}, and the other artifacts. */
class ArtifactTest {
    private static final Pattern BUNDLED =
            Pattern.compile("(?s)<artifactId>([\\w-]+)</artifactId>(?!.*<scope>(test|provided))");

    private String pom = "";
    private String published = "";

    @BeforeEach
    void read() throws IOException {
        pom = Files.readString(Path.of("pom.xml"));
        published = Files.readString(Path.of("target", "published.pom"));
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

    /** scripts/release checks those of all artifacts. */
    @Test
    void itsPomHasWhatMavenCentralAsksForAndNothingOfTheBuild() {
        assertThat(List.of("name", "description", "url", "licenses", "developers", "scm"))
                .allSatisfy(element -> assertThat(published).contains("\n  <" + element));
        assertThat(published).doesNotContain("<parent>", "<build>", "${");
    }

    /** The libraries are in the jar under their own names: a program that got them too would have each twice. */
    @Test
    void dependingOnItBringsNoLibraries() {
        assertThat(published).doesNotContain("<dependency>");
    }

    @Test
    void theNoticesNameTheLibrariesWithTheirVersions() throws IOException {
        String notices = Files.readString(Path.of("target", "classes", "META-INF", "NOTICE"));
        List<String> libraries = Stream.of(
                        pom.substring(0, pom.indexOf("</dependencies>")).split("</dependency>"))
                .map(dependency -> dependency.replaceAll("(?s)<exclusions>.*", ""))
                .flatMap(dependency -> BUNDLED.matcher(dependency.replaceAll("(?s).*<dependency>", ""))
                        .results())
                .map(match -> match.group(1))
                .toList();

        assertThat(libraries)
                .hasSizeGreaterThan(5)
                .allSatisfy(library -> assertThat(notices).containsPattern("\\b" + library + " \\d+\\.\\d+"));
    }

    @Test
    void eachPublishedModuleHasItsSourcesItsJavadocAndAPomOfItsOwn() throws IOException {
        try (Stream<Path> libraries = Files.list(Path.of("..", "libraries"))) {
            List<Path> modules =
                    Stream.concat(Stream.of(Path.of("")), libraries).toList();
            for (Path module : modules) {
                assertThat(Files.readString(module.resolve("pom.xml")))
                        .contains("<maven.deploy.skip>false<")
                        .contains("<artifactId>maven-source-plugin<", "<artifactId>flatten-maven-plugin<");
            }
        }
        assertThat(Files.readString(Path.of("..", "pom.xml")))
                .containsPattern("(?s)<id>release</id>.*<artifactId>maven-javadoc-plugin</artifactId>");
    }
}
