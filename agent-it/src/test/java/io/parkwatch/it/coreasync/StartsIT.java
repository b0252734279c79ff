// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coreasync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tests that a go block names the line of its {@code go}, wherever its channel was created. */
class StartsIT {
    private static final String[] STARTS = {
        "takes: (go",
        "puts: (go-loop []",
        "chooses: (go",
        "tells_of_children: (go",
        "tells_of_children: (<! (go (str (<! c))))))",
        "work: (work [_ c] (go (str (<! c)))))",
        "fn__: (def at-load (let [c (kept (chan))] (go (str (<! c)))))",
        // A start by the library is attributed to its caller.
        "piped: (a/pipe from to)",
        // Not a go block.
        "calls_back: unknown"
    };

    @OnEachJdk(threads = Threads.PLATFORM)
    void eachGoBlockNamesTheLineThatStartedIt(Stage stage) {
        for (String release : Clojure.releases(stage)) {
            check(Clojure.program(stage, "started", release));
        }
    }

    @OnEachJdk(threads = Threads.PLATFORM)
    void oneThatWasCompiledAsTheProgramLoadedDoesTheSame(Stage stage) {
        check(Clojure.source(stage, "started", Clojure.NEWEST));
    }

    private static void check(Launch launch) {
        try (WatchedJvm jvm = launch.start()) {
            jvm.awaitReport(report -> assertThat(report.findings())
                    .flatExtracting(StartsIT::starts)
                    .containsExactlyInAnyOrder(STARTS));
            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    /** Returns the method and the text of each line that started one of these. */
    private static List<String> starts(FindingView finding) {
        if (finding.createdAt().isEmpty()) {
            return List.of(finding.waitsAtMethod() + ": unknown");
        }
        List<String> starts = new ArrayList<>(List.of(start(finding.createdAt().get(0))));
        if (finding.json().has("alsoCreatedAt")) {
            for (JsonElement also : finding.json().getAsJsonArray("alsoCreatedAt")) {
                JsonObject place = also.getAsJsonObject();
                starts.add(start(place.getAsJsonArray("stack").get(0).getAsString()));
            }
        }
        return starts;
    }

    private static String start(String frame) {
        String line = frame.replaceFirst(".*\\(started.clj:(\\d+)\\)", "$1");
        // Clojure numbers its functions differently in each run.
        return FindingView.method(frame).replaceFirst("__\\d+", "__") + ": "
                + program().get(Integer.parseInt(line) - 1).strip();
    }

    private static List<String> program() {
        try (InputStream in = Objects.requireNonNull(StartsIT.class.getResourceAsStream("started.clj"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
