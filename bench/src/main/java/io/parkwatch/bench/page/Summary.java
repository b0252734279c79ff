// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table at the top of the page: the worst figure of each goal. It is read from the pages of the rows, since these
 * may come from several runs.
 */
public final class Summary {
    private static final Pattern FIGURE = Pattern.compile("(-?[0-9.]+)( .*)?");
    private static final Pattern NOISE = Pattern.compile("noise \\(.+–(.+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^# (.+)$");

    private final Map<String, String> headings = new HashMap<>();
    private final List<Figure> figures = new ArrayList<>();

    /** A cell. The value of a figure that did not repeat is the top of its spread. */
    private record Figure(String row, String measure, String jdk, String column, double value, boolean repeats) {}

    private Summary(Map<String, String> sections) {
        sections.forEach((row, section) -> {
            HEADING.matcher(section).results().findFirst().ifPresent(heading -> headings.put(row, heading.group(1)));
            figures(row, section).forEach(figures::add);
        });
    }

    /** Returns the table in Markdown. The sections are the pages of the rows, by their ids. */
    public static String of(Map<String, String> sections, List<Goal> goals) {
        return new Summary(sections).table(goals);
    }

    private String table(List<Goal> goals) {
        List<String> jdks =
                new ArrayList<>(figures.stream().map(Figure::jdk).collect(Collectors.toCollection(TreeSet::new)));
        Markdown table = new Markdown(Markdown.cells(
                List.of("row", "what", "wanted at most"),
                Stream.concat(jdks.stream(), Stream.of("verdict")).toList()));
        for (Goal goal : goals) {
            List<Figure> all = figures.stream()
                    .filter(figure -> figure.row().equals(goal.row()))
                    .filter(figure -> goal.columns().contains(figure.column()))
                    .filter(figure -> goal.measures().matcher(figure.measure()).matches())
                    .flatMap(figure ->
                            (goal.base().isEmpty() ? Optional.of(figure) : added(figure, goal.base())).stream())
                    .toList();
            List<String> cells = new ArrayList<>(List.of(
                    "[" + headings.getOrDefault(goal.row(), "") + "](overhead/" + goal.row() + ".md)",
                    goal.what(),
                    goal.wanted()));
            for (String jdk : jdks) {
                cells.add(worst(
                        all.stream().filter(figure -> figure.jdk().equals(jdk)).toList(), goal));
            }
            cells.add(verdict(all, goal));
            table.row(cells.toArray(String[]::new));
        }
        return table.toString();
    }

    /** Returns the worst figure that repeated. Adds the worst that did not repeat if it may miss the goal. */
    private static String worst(List<Figure> figures, Goal goal) {
        Stream<String> worst = figures.stream()
                .filter(Figure::repeats)
                .max(Comparator.comparingDouble(Figure::value))
                .map(figure -> FigureTable.number(figure.value()))
                .stream();
        Stream<String> noise = figures.stream()
                .filter(figure -> !figure.repeats() && !within(figure, goal))
                .max(Comparator.comparingDouble(Figure::value))
                .map(figure -> "noise to " + FigureTable.number(figure.value()))
                .stream();
        return Stream.concat(worst, noise).collect(Collectors.joining(", "));
    }

    private static String verdict(List<Figure> figures, Goal goal) {
        if (figures.isEmpty()) {
            return "not measured";
        }
        long missed = figures.stream()
                .filter(figure -> figure.repeats() && !within(figure, goal))
                .count();
        if (missed > 0) {
            return String.format(Locale.ROOT, "**misses** (%d of %d)", missed, figures.size());
        }
        if (Double.isNaN(goal.limit())) {
            return "";
        }
        return figures.stream().allMatch(figure -> within(figure, goal)) ? "holds" : "noise";
    }

    private static boolean within(Figure figure, Goal goal) {
        return !(figure.value() > goal.limit());
    }

    private static Stream<Figure> figures(String row, String section) {
        List<Figure> all = new ArrayList<>();
        List<String> heads = List.of();
        for (String line : section.lines().toList()) {
            if (!line.startsWith("| ")) {
                heads = line.startsWith("|--") ? heads : List.of();
                continue;
            }
            List<String> cells = Arrays.stream(line.substring(1).split("\\|", -1))
                    .map(String::strip)
                    .toList();
            // Tables without figures have other columns.
            for (int i = 2; i < heads.size() && heads.get(1).equals("JDK"); i++) {
                figure(row, cells.get(0), cells.get(1), heads.get(i), cells.get(i))
                        .ifPresent(all::add);
            }
            heads = heads.isEmpty() ? cells : heads;
        }
        return all.stream();
    }

    private static Optional<Figure> figure(String row, String measure, String jdk, String column, String cell) {
        Matcher noise = NOISE.matcher(cell);
        if (noise.matches()) {
            return Optional.of(new Figure(row, measure, jdk, column, Double.parseDouble(noise.group(1)), false));
        }
        Matcher figure = FIGURE.matcher(cell);
        return figure.matches()
                ? Optional.of(new Figure(row, measure, jdk, column, Double.parseDouble(figure.group(1)), true))
                : Optional.empty();
    }

    /** Returns the difference from the same figure of the base; empty if that was not measured. */
    private Optional<Figure> added(Figure figure, String base) {
        return figures.stream()
                .filter(other -> other.equals(
                        new Figure(figure.row(), figure.measure(), figure.jdk(), base, other.value(), other.repeats())))
                .map(other -> new Figure(
                        figure.row(),
                        figure.measure(),
                        figure.jdk(),
                        figure.column(),
                        figure.value() - other.value(),
                        figure.repeats()))
                .findFirst();
    }
}
