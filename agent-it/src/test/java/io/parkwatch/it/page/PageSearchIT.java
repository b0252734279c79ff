// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.parkwatch.it.contract.Http;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.util.HashMap;
import java.util.Map;

/** Asks why threads are in no finding: at {@code /threads}, and on the page. */
class PageSearchIT {
    private static final String IGNORED = Unfound.Ignored.class.getName();
    private static final String OPTIONS = "threshold=1s,interval=50ms,port=0,report=report.json,ignore=" + IGNORED;

    private static final String STATE = "document.getElementById('search-state').textContent";
    private static final String LINES = "document.querySelectorAll('#threads li').length";

    /** The line of the thread whose name begins so. */
    private static final String LINE =
            "[...document.querySelectorAll('#threads li')].find(li => li.textContent.startsWith('\"' + arguments[0]))";

    @OnEachJdk
    void theNextLookSaysWhyAThreadIsInNoFinding(Stage stage) {
        Launch launch = stage.program(Unfound.class).options(OPTIONS);
        try (WatchedJvm jvm = launch.start()) {
            Report report = jvm.awaitFindings(1);
            String url = "http://127.0.0.1:" + Http.port(jvm) + "/";
            WatchedJvm.await("each thread with its reason").untilAsserted(() -> {
                Map<String, JsonObject> threads = threads(url, "-1");
                assertThat(text(threads, "stuck-1", "state")).isEqualTo("stuck");
                assertThat(text(threads, "stuck-1", "fingerprint"))
                        .isEqualTo(report.findings().get(0).text("fingerprint"));
                assertThat(text(threads, "idle-1", "state")).isEqualTo("idle");
                assertThat(text(threads, "idle-1", "rule"))
                        .isEqualTo("java.util.concurrent.ThreadPoolExecutor#getTask");
                assertThat(text(threads, "idle-1", "reason")).isEqualTo("a pool's worker waits for work");
                assertThat(text(threads, "asleep-1", "leftOut")).isEqualTo("sleep");
                assertThat(text(threads, "ignored-1", "leftOut")).isEqualTo("ignore");
                assertThat(text(threads, "ignored-1", "rule")).isEqualTo(IGNORED);
                assertThat(text(threads, "reader-1", "state")).isEqualTo("running");
                assertThat(text(threads, "reader-1", "leftOut")).isEqualTo("socket read");
                assertThat(text(threads, "young-1", "state")).isEqualTo("waiting");
                assertThat(text(threads, "young-1", "at")).startsWith(Unfound.class.getName() + ".poll(");
                assertThat(Double.parseDouble(text(threads, "young-1", "seconds")))
                        .isLessThan(1);
                if (stage.jdk().release() >= 21) {
                    Map<String, JsonObject> virtual = threads(url, "stuck-2");
                    assertThat(text(virtual, "stuck-2", "virtual")).isEqualTo("true");
                    assertThat(text(virtual, "stuck-2", "state")).isEqualTo("stuck");
                }
                assertThat(threads(url, "Ignored.take").keySet()).containsExactly("ignored-1");
                assertThat(threads(url, "parkwatch")).as("threads of the agent").doesNotContainKey("parkwatch-watcher");
            });
        }
    }

    private static String text(Map<String, JsonObject> threads, String name, String field) {
        JsonObject thread = threads.get(name);
        return thread == null || !thread.has(field) ? "" : thread.get(field).getAsString();
    }

    /** Returns what matches, by name. */
    private static Map<String, JsonObject> threads(String url, String words) throws Exception {
        JsonObject answer;
        do {
            answer = JsonParser.parseString(Http.body(url + "threads?q=" + words))
                    .getAsJsonObject();
        } while (answer.has("pending"));
        Map<String, JsonObject> threads = new HashMap<>();
        for (JsonElement row : answer.getAsJsonArray("threads")) {
            JsonObject thread = row.getAsJsonObject();
            threads.put(thread.has("name") ? thread.get("name").getAsString() : "", thread);
        }
        return threads;
    }

    @OnNewestJdk
    void thePageSaysItAndLivesOnMeanwhile(Stage stage) throws Exception {
        Launch launch = stage.program(Unfound.class).options(OPTIONS);
        try (WatchedJvm jvm = launch.start();
                Browser browser = new Browser(launch.folder())) {
            jvm.awaitFindings(1);
            browser.look(1280, false);
            browser.open("http://127.0.0.1:" + Http.port(jvm) + "/");
            browser.await("document.querySelectorAll('article').length > 0");
            browser.await("document.querySelectorAll('#past polygon').length === 4");
            assertThat(browser.text("document.getElementById('past-text').textContent"))
                    .contains("since the agent came");
            staysOpenAndFocusedForAHundredLooks(browser);

            browser.run("document.getElementById('why').open = true");
            ask(browser, "-1");
            browser.await(LINES + " > 5");
            assertThat(browser.text(LINE + ".textContent", "stuck-1")).contains("stuck, finding #");
            assertThat(browser.text(LINE + ".textContent", "ignored-1"))
                    .contains("left out by the option ignore=" + IGNORED);
            assertThat(browser.text(LINE + ".textContent", "asleep-1")).contains("left out: asleep");
            assertThat(browser.is(
                            "[...document.querySelectorAll('#threads li')].some(li => li.textContent.includes(arguments[0])"
                                    + " && li.textContent.includes(arguments[1]))",
                            "; it is stuck from 1s on",
                            "at " + Unfound.class.getName() + ".poll("))
                    .isTrue();
            browser.run(LINE + ".querySelector('a').click()", "stuck-1");
            browser.await("document.activeElement.closest('article')");

            ask(browser, "young-");
            browser.await(STATE + ".includes('101 threads match, of which 100 are shown')");
            browser.find("#next-threads").click();
            browser.await(LINES + " === 101");
            for (int width : new int[] {320, 2560}) {
                browser.look(width, true);
                browser.await("innerWidth === " + width);
                assertThat(browser.text("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .as("%d", width)
                        .isEqualTo("0");
                browser.picture("search-" + width);
            }
            ask(browser, "nowhere<img src=x>");
            browser.await(STATE + ".startsWith('No thread matches')");
            assertThat(browser.console()).isEmpty();
        }
    }

    /** The page asks as soon as it is seen again, so a hundred looks need not take a hundred of its intervals. */
    private static void staysOpenAndFocusedForAHundredLooks(Browser browser) {
        browser.run("window.kept = document.querySelector('article'); kept.querySelector('.open').click();"
                + "kept.querySelector('.actions button').focus(); window.looks = new Set();"
                + "window.seen = new PerformanceObserver(list => list.getEntries().forEach(entry =>"
                + " entry.name.endsWith('/report') && looks.add(entry.startTime)));"
                + "seen.observe({ type: 'resource' });"
                + "window.often = setInterval(() => document.dispatchEvent(new Event('visibilitychange')), 50)");
        browser.await("looks.size >= 100");
        browser.run("clearInterval(often); seen.disconnect()");
        assertThat(browser.is("document.querySelector('article') === kept && kept.isConnected"))
                .isTrue();
        assertThat(browser.is("document.activeElement === kept.querySelector('.actions button')"))
                .isTrue();
        assertThat(browser.text("kept.querySelector('.open').getAttribute('aria-expanded')"))
                .isEqualTo("true");
    }

    private static void ask(Browser browser, String words) {
        browser.run(
                "document.getElementById('thread').value = arguments[0];"
                        + "document.querySelector('#search button').click()",
                words);
    }
}
