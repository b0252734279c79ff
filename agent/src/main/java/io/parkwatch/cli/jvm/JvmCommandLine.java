// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a {@code java} launcher.
 *
 * @param program the executable, as it was called; empty if not known
 * @param options the options before the main class, with argument files expanded
 * @param main the class, jar, module or source file that it runs, as given; null if there is none or the program is not
 *     a {@code java} launcher
 */
record JvmCommandLine(
        String program, List<String> options, @Nullable String main) {
    private static final int LONGEST_FILE = 1 << 20;

    /** Options whose value is the next argument, unless it follows {@code =}. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "--illegal-native-access",
            "--source",
            "-d",
            "--describe-module");

    JvmCommandLine {
        options = List.copyOf(options);
    }

    /**
     * Parses a command line.
     *
     * @param arguments the arguments of the process, each followed by a zero byte
     * @param root the base of absolute paths
     * @param workingFolder the base of relative paths
     */
    static JvmCommandLine parse(String arguments, Path root, Path workingFolder) {
        List<String> all = arguments.isEmpty() ? List.of() : Arrays.asList(arguments.split("\0", 0));
        if (all.isEmpty()) {
            return new JvmCommandLine("", List.of(), null);
        }
        String program = all.get(0);
        String name = program.substring(program.lastIndexOf('/') + 1);
        if (!name.equals("java")) {
            return new JvmCommandLine(program, List.of(), null);
        }
        List<String> rest = expand(all.subList(1, all.size()), root, workingFolder);
        for (int i = 0; i < rest.size(); i++) {
            String argument = rest.get(i);
            if (argument.equals("-jar") || argument.equals("-m") || argument.equals("--module")) {
                return new JvmCommandLine(program, rest.subList(0, i), i + 1 < rest.size() ? rest.get(i + 1) : null);
            }
            if (argument.startsWith("--module=")) {
                return new JvmCommandLine(program, rest.subList(0, i), argument.substring("--module=".length()));
            }
            if (!argument.startsWith("-")) {
                return new JvmCommandLine(program, rest.subList(0, i), argument);
            }
            if (WITH_VALUE.contains(argument)) {
                i++;
            }
        }
        return new JvmCommandLine(program, rest, null);
    }

    /** Reports whether {@code -XX:+flag} or {@code -XX:-flag} was given last; empty if neither was given. */
    Optional<Boolean> flag(String flag) {
        for (int i = options.size() - 1; i >= 0; i--) {
            if (options.get(i).equals("-XX:+" + flag)) {
                return Optional.of(true);
            }
            if (options.get(i).equals("-XX:-" + flag)) {
                return Optional.of(false);
            }
        }
        return Optional.empty();
    }

    /**
     * Replaces each {@code @file} by the words in the file. A file that cannot be read stays, and is then taken for the
     * main class.
     */
    private static List<String> expand(List<String> arguments, Path root, Path workingFolder) {
        List<String> all = new ArrayList<>();
        boolean files = true;
        for (String argument : arguments) {
            files &= !argument.equals("--disable-@files");
            if (!files || !argument.startsWith("@")) {
                all.add(argument);
            } else if (argument.startsWith("@@")) {
                all.add(argument.substring(1));
            } else {
                String path = argument.substring(1);
                Path file = path.startsWith("/") ? root.resolve(path.substring(1)) : workingFolder.resolve(path);
                // Another user may have put a pipe or a huge file there, which must not block this command.
                if (Files.isRegularFile(file) && file.toFile().length() <= LONGEST_FILE) {
                    all.addAll(words(new String(ProcFile.read(file), StandardCharsets.UTF_8)));
                } else {
                    all.add(argument);
                }
            }
        }
        return all;
    }

    /**
     * Splits an argument file as the launcher does: at blanks, with both kinds of quotes, backslash escapes in them,
     * and comments from {@code #} to the end of the line.
     */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && (Character.isWhitespace(c) || (c == '#' && word == null))) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                if (c == '#') {
                    int end = text.indexOf('\n', i);
                    i = end < 0 ? text.length() : end;
                }
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote != 0 && c == '\\' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
