// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

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
 * @param main the class, jar, module or source file that it runs; null if none, or the program is no {@code java}
 */
record JvmCommandLine(
        String program, List<String> options, @Nullable String main) {
    private static final String MODULE = "--module=";

    /** Options whose value is the next argument, unless it follows {@code =}. */
    private static final Set<String> WITH_VALUE = Set.of(("-cp -classpath --class-path -p --module-path"
                    + " --upgrade-module-path --add-modules --limit-modules --add-exports --add-opens --add-reads"
                    + " --patch-module --enable-native-access --illegal-native-access --source -d --describe-module")
            .split(" ", -1));

    /** Parses arguments, each followed by a zero byte. Their paths lie below {@code root} or the working folder. */
    static JvmCommandLine parse(String arguments, Path root, Path workingFolder) {
        List<String> all = Arrays.asList(arguments.split("\0", 0));
        String program = all.isEmpty() ? "" : all.get(0);
        if (!program.substring(program.lastIndexOf('/') + 1).equals("java")) {
            return new JvmCommandLine(program, List.of(), null);
        }
        List<String> rest = expand(all.subList(1, all.size()), root, workingFolder);
        int at = 0;
        while (at < rest.size() && rest.get(at).startsWith("-") && !namesMain(rest.get(at))) {
            at += WITH_VALUE.contains(rest.get(at)) ? 2 : 1;
        }
        if (at >= rest.size()) {
            return new JvmCommandLine(program, rest, null);
        }
        String main = rest.get(at);
        if (main.startsWith(MODULE)) {
            main = main.substring(MODULE.length());
        } else if (main.startsWith("-")) {
            main = at + 1 < rest.size() ? rest.get(at + 1) : null;
        }
        return new JvmCommandLine(program, rest.subList(0, at), main);
    }

    private static boolean namesMain(String option) {
        return option.equals("-jar") || option.equals("-m") || option.equals("--module") || option.startsWith(MODULE);
    }

    /** Reports whether {@code -XX:+flag} rather than {@code -XX:-flag} was given last. */
    boolean flag(String flag, boolean unlessGiven) {
        int on = options.lastIndexOf("-XX:+" + flag);
        int off = options.lastIndexOf("-XX:-" + flag);
        return on == off ? unlessGiven : on > off;
    }

    /** Replaces each {@code @file} by its words. One that cannot be read stays, and is taken for the main class. */
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
                Optional<Path> file = path.startsWith("/")
                        ? ProcFile.resolve(root, path.substring(1))
                        : ProcFile.resolve(workingFolder, path);
                all.addAll(file.filter(ProcFile::isShort)
                        .map(found -> words(ProcFile.text(found)))
                        .orElse(List.of(argument)));
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
