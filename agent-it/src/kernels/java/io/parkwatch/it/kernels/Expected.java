// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the leaks that a program of kernels announces with those that are reported. */
public final class Expected {
    private static final String LEAK = "leak: ";

    /** The number of fields of a leak that are known before a proof. */
    private static final int WORDS = 8;

    private static final Pattern FRAME = Pattern.compile("(.*)\\.([^.(]+)\\(.*");

    private Expected() {}

    /** Starts the program, waits until all announced leaks are found, and checks that nothing else is. */
    public static void check(Launch program) {
        try (WatchedJvm jvm = program.start()) {
            List<List<String>> leaks = found(jvm);
            same(jvm.settled(5), leaks);
        }
    }

    /** Does the same, then asks for a proof: exactly the leaks that the program calls provable must be proved. */
    static void checkProved(Launch program, Stage stage) {
        try (WatchedJvm jvm = program.start()) {
            found(jvm);
            Cli.Ended proved = Cli.on(stage.jdk()).run("prove", jvm.pid(), "--yes", "--json");
            assertThat(proved.code()).as("%s", proved).isEqualTo(10);
            List<List<String>> leaks = told(jvm, WORDS + 1);
            same(
                    Report.parse(proved.out()),
                    leaks.stream().map(Expected::ifProved).toList());
        }
    }

    /** A wait that is both stays {@code leaked}. */
    private static List<String> ifProved(List<String> leak) {
        List<String> words = new ArrayList<>(leak);
        if (leak.get(WORDS).equals("leaked")) {
            words.set(WORDS - 1, "-");
        }
        return words;
    }

    private static List<List<String>> found(WatchedJvm jvm) {
        List<List<String>> leaks = told(jvm, WORDS);
        jvm.awaitReport(report -> same(report, leaks));
        return leaks;
    }

    /** Returns the first fields of each leak that the program announces. */
    private static List<List<String>> told(WatchedJvm jvm, int words) {
        List<List<String>> leaks = jvm.out().stream()
                .filter(line -> line.startsWith(LEAK))
                .map(line -> Stream.of(line.substring(LEAK.length()).split("\\|", -1))
                        .limit(words)
                        .toList())
                .toList();
        assertThat(leaks).as("leaks that the program tells of").isNotEmpty();
        return leaks;
    }

    private static void same(Report report, List<List<String>> leaks) {
        List<String> notExpected = new ArrayList<>();
        List<List<String>> left = new ArrayList<>(leaks);
        for (FindingView finding : report.findings()) {
            List<String> seen = words(finding);
            List<String> leak =
                    left.stream().filter(l -> fits(l, seen)).findFirst().orElse(null);
            if (leak == null) {
                notExpected.add(String.join("|", seen));
            } else {
                left.remove(leak);
            }
        }
        List<String> missing = left.stream().map(l -> String.join("|", l)).toList();
        assertThat(notExpected)
                .as("findings that no leak explains; leaks not found: %s", missing)
                .isEmpty();
        assertThat(missing).as("leaks that were not found").isEmpty();
        assertThat(report.problems()).isEmpty();
    }

    private static boolean fits(List<String> leak, List<String> seen) {
        for (int i = 0; i < leak.size(); i++) {
            String wanted = leak.get(i);
            boolean isAny =
                    wanted.equals("*") || (wanted.equals("+") && !seen.get(i).equals("-"));
            if (!isAny && !wanted.equals(seen.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> words(FindingView finding) {
        String type = String.valueOf(finding.channel("type"));
        return List.of(
                place(finding.text("waitsAt")),
                finding.text("role") + " " + finding.text("operation"),
                type.substring(type.lastIndexOf('.') + 1),
                place(first(finding.createdAt())),
                place(first(finding.channelCreatedAt())),
                "x" + finding.count(),
                heldBy(finding.json()),
                count(finding.json(), "deadlocked") == finding.count() ? "deadlocked" : "-",
                finding.leaked() == finding.count() ? "leaked" : finding.leaked() == 0 ? "stuck" : "some leaked");
    }

    /** Returns where the holders are now, each place once; {@code -} if none is named. */
    private static String heldBy(JsonObject finding) {
        List<JsonObject> holders = new ArrayList<>();
        if (finding.has("holder")) {
            holders.add(finding.getAsJsonObject("holder"));
        }
        if (finding.has("alsoHeldBy")) {
            finding.getAsJsonArray("alsoHeldBy")
                    .forEach(also -> holders.add(also.getAsJsonObject().getAsJsonObject("holder")));
        }
        return holders.isEmpty()
                ? "-"
                : holders.stream().map(Expected::where).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static String where(JsonObject holder) {
        String state = holder.get("state").getAsString();
        return holder.has("at") ? place(holder.get("at").getAsString()) : state;
    }

    private static int count(JsonObject finding, String of) {
        return finding.has(of) ? finding.get(of).getAsInt() : 0;
    }

    private static @Nullable String first(List<String> stack) {
        return stack.isEmpty() ? null : stack.get(0);
    }

    /**
     * Returns {@code Cart.put} for {@code com.acme.Shop$Cart.lambda$put$0(Shop.java:41)}. Numbered classes keep the
     * name of their outer class.
     */
    private static String place(@Nullable String frame) {
        Matcher parts = frame == null ? null : FRAME.matcher(frame);
        if (parts == null || !parts.matches()) {
            return "-";
        }
        String type = parts.group(1).replaceFirst(".*\\.", "");
        return type.replaceFirst(".*\\$(?=[^$]*[^$0-9][^$]*(\\$\\d+)*$)", "") + "."
                + FindingView.method(String.valueOf(frame));
    }
}
