// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that docs/troubleshooting.md has each line on standard error and each problem of the report. */
class LinesPageTest {
    /** The literal at the start of a line. The page has its parts, possibly in another order. */
    private static final Pattern LINE =
            Pattern.compile("(?:\\.line\\(|said\\(|new Problem\\(\\s*\"[a-z-]+\",)\\s*\"([^\"]+)\"");

    /** A line of a command continues to the end of its statement, with values between its words. */
    private static final Pattern COMMAND = Pattern.compile(
            "(?:Failure\\.(?:failed|unreachable|wrongUse)|messages\\.line)\\((.*?);\\R", Pattern.DOTALL);

    private static final Pattern ADDED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern WORDS = Pattern.compile("\"([^\"]+)\"");

    @Test
    void thePageHasEachLineThatBeginsWithWordsOfItsOwn() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "troubleshooting.md"));
        List<String> lines = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> lines.addAll(lines(file)));
        }

        assertThat(lines).hasSizeGreaterThan(15);
        assertThat(lines).allSatisfy(line -> assertThat(page).contains(line));
    }

    @Test
    void thePageHasTheWordsOfEachLineOfTheCommand() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "troubleshooting.md"));
        List<String> words = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java", "io", "parkwatch", "cli"))) {
            sources.filter(Files::isRegularFile).forEach(file -> words.addAll(words(file)));
        }

        assertThat(words).hasSizeGreaterThan(60);
        assertThat(words).allSatisfy(word -> assertThat(page).contains(word));
    }

    private static List<String> words(Path file) {
        List<String> words = new ArrayList<>();
        try {
            Matcher line = COMMAND.matcher(Files.readString(file));
            while (line.find()) {
                Matcher found = WORDS.matcher(ADDED.matcher(line.group(1)).replaceAll(""));
                while (found.find()) {
                    for (String part : found.group(1).split("`", -1)) { // in code on the page, a value is an ellipsis
                        words.add(part.strip());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    private static List<String> lines(Path file) {
        List<String> lines = new ArrayList<>();
        try {
            Matcher found = LINE.matcher(Files.readString(file));
            while (found.find()) {
                String line = found.group(1);
                // One heading stands for all steps of leaving that may fail.
                for (String part : line.startsWith("detaching") ? new String[] {"detaching"} : line.split(":", -1)) {
                    lines.add(part.strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
