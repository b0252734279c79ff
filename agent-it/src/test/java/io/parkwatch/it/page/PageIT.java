// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.parkwatch.it.contract.Http;
import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;
import java.util.Locale;

/** Tests the page at {@code /} in a real browser. */
class PageIT {
    private static final String OPTIONS = "threshold=1s,interval=200ms,port=0,report=report.json";
    private static final int[] WIDTHS = {320, 390, 1280, 2560};

    /** The row whose summary has these words. */
    private static final String ROW = "[...document.querySelectorAll('article:not([hidden])')]"
            + ".find(row => row.querySelector('.sentence').textContent.includes(arguments[0]))";

    private static final String SHOWN = "document.querySelectorAll('article:not([hidden])').length";

    /** The first fault of a control: one that has no name that a screen reader could say. */
    private static final String UNNAMED =
            "[...document.querySelectorAll('button, input, select, a, summary, textarea')]"
                    + ".filter(e => !(e.getAttribute('aria-label') || e.labels && e.labels[0] && e.labels[0].textContent.trim()"
                    + " || e.textContent.trim())).map(e => e.outerHTML).join()";

    private static final String SIDEWAYS =
            "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    @OnNewestJdk
    void whoHasALinkSeesWhatIsStuckWhileItGoesOn(Stage stage) throws Exception {
        Launch launch = stage.program(Hung.class).options(OPTIONS);
        try (WatchedJvm jvm = launch.start();
                Browser browser = new Browser(launch.folder())) {
            Report report = jvm.awaitFindings(6);
            String url = "http://127.0.0.1:" + Http.port(jvm) + "/";
            FindingView deadlock = finding(report, "lock", "debit");

            browser.look(1280, true);
            browser.open(url + "#" + deadlock.text("fingerprint"));
            browser.await(SHOWN + " === 6");
            opensByItsLink(browser, String.valueOf(deadlock.text("fingerprint")));
            saysWhatTheTextSays(browser, url);
            drawsTheCircle(browser);
            showsWhatWaitsBehind(browser);
            hasTheOrderOfTheTerminal(browser, Cli.on(stage.jdk()), jvm.pid());
            staysOpenAndFocusedWhileItLooks(browser, jvm, String.valueOf(deadlock.text("fingerprint")));
            filters(browser);
            obeysKeys(browser);
            marksWhatIsNewAndWhatHasEnded(browser, jvm);
            browser.run("document.querySelectorAll('.open[aria-expanded=false]').forEach(button => button.click())");
            fitsEachWidth(browser, "program", true);
            assertThat(browser.text("document.title")).doesNotContain("run");
            assertThat(browser.console()).isEmpty();
        }
    }

    private static FindingView finding(Report report, String role, String waitsIn) {
        return report.findings().stream()
                .filter(finding -> role.equals(finding.text("role"))
                        && String.valueOf(finding.text("waitsAt")).contains("." + waitsIn + "("))
                .findFirst()
                .orElseThrow();
    }

    private static void opensByItsLink(Browser browser, String fingerprint) {
        browser.await("document.activeElement.closest('article').id === arguments[0]", fingerprint);
        assertThat(browser.text("document.activeElement.getAttribute('aria-expanded')"))
                .isEqualTo("true");
        assertThat(browser.text("document.getElementById(arguments[0]).querySelector('dl').innerText", fingerprint))
                .contains(
                        "What to do", "Hung.debit(Hung.java:", "java.util.concurrent.locks.ReentrantLock", "\"debit\"")
                .contains("Held by", "\"credit\"", "Stack");
    }

    /** The page has sentences of its own for what the text form says. */
    private static void saysWhatTheTextSays(Browser browser, String url) throws Exception {
        String first = Http.body(url + "report.txt").lines().findFirst().orElseThrow();
        browser.await("document.getElementById('headline').textContent === arguments[0]", first);
    }

    private static void drawsTheCircle(Browser browser) {
        assertThat(browser.text(
                        "document.querySelector('article .details:not([hidden]) svg').getAttribute('aria-label')"))
                .startsWith("A circle of 2 threads: \"debit\" #")
                .contains("\"credit\" #", "waits for ReentrantLock");
        assertThat(browser.text("document.querySelectorAll('.details:not([hidden]) svg rect').length"))
                .isEqualTo("2");
        browser.run("document.querySelector('.details:not([hidden]) dd a').click()");
        browser.await(
                "document.activeElement.closest('article').querySelector('.where').textContent.includes('credit')");
        browser.pressEscape();
        browser.await("document.querySelectorAll('.details:not([hidden])').length === 1");
    }

    private static void showsWhatWaitsBehind(Browser browser) {
        String depth = "getComputedStyle(" + ROW + ").getPropertyValue('--depth')";
        assertThat(browser.text(depth, "in await on a CountDownLatch")).isEqualTo("0");
        assertThat(browser.text(depth, "that \"refresh\" holds")).isEqualTo("1");
        assertThat(browser.text(depth, "that \"order\" holds")).isEqualTo("2");
        assertThat(browser.text(ROW + ".innerText", "in await on a CountDownLatch"))
                .contains("3 threads wait behind it");
    }

    private static void hasTheOrderOfTheTerminal(Browser browser, Cli cli, long pid) {
        String rows = browser.text("[...document.querySelectorAll('article:not([hidden])')].map(row => row.id).join()");
        try (WatchedJvm watch = cli.start("watch", pid)) {
            WatchedJvm.await("a line for each finding").until(() -> watch.out().size() > 6);
            List<String> lines = watch.out().subList(1, 7);
            assertThat(lines.stream().map(line -> line.substring(line.lastIndexOf('#') + 1)))
                    .containsExactly(rows.split(","));
            assertThat(lines).anyMatch(line -> line.contains("(3 threads wait behind it) at "));
        }
    }

    private static void staysOpenAndFocusedWhileItLooks(Browser browser, WatchedJvm jvm, String fingerprint) {
        browser.run(
                "window.kept = document.getElementById(arguments[0]); kept.querySelector('dd a').focus();"
                        + "getSelection().selectAllChildren(kept.querySelector('dd'))",
                fingerprint);
        String seen = browser.text("document.getElementById('link-state').textContent");
        jvm.settled(100);
        browser.await("document.getElementById('link-state').textContent !== arguments[0]", seen);
        assertThat(browser.is("document.getElementById(arguments[0]) === kept", fingerprint))
                .isTrue();
        assertThat(browser.is("document.activeElement === kept.querySelector('dd a')"))
                .isTrue();
        assertThat(browser.is("!kept.querySelector('.details').hidden")).isTrue();
        assertThat(browser.text("getSelection().toString()")).startsWith("Take these locks in one order");
        browser.run("getSelection().removeAllRanges()");
    }

    private static void filters(Browser browser) {
        browser.run("document.activeElement.blur()");
        browser.press("/");
        assertThat(browser.text("document.activeElement.id")).isEqualTo("filter");
        browser.press("img src=x onerror");
        browser.await(SHOWN + " === 1");
        browser.pressEscape();
        browser.await(SHOWN + " === 6");
        browser.find("#only-sender").click();
        browser.await(SHOWN + " === 1");
        assertThat(browser.text("document.getElementById('empty').innerText")).startsWith("5 findings do not match.");
        browser.find("#clear").click();
        browser.await(SHOWN + " === 6");
        for (String group : List.of("class", "channel", "place", "none", "root")) {
            choose(browser, "group", group);
            assertThat(browser.is("document.querySelectorAll('#list h2').length > 0"))
                    .as(group)
                    .isEqualTo(!group.equals("none") && !group.equals("root"));
        }
        for (String sort : List.of("newest", "most", "growing", "oldest", "worst")) {
            choose(browser, "sort", sort);
        }
    }

    /** Takes an entry of a list, which leaves all rows there. */
    private static void choose(Browser browser, String list, String entry) {
        browser.run(
                "const list = document.getElementById(arguments[0]); list.value = arguments[1];"
                        + "list.dispatchEvent(new Event('change'))",
                list,
                entry);
        assertThat(browser.text(SHOWN)).as("%s %s", list, entry).isEqualTo("6");
    }

    private static void obeysKeys(Browser browser) {
        String at =
                "[...document.querySelectorAll('article:not([hidden])')].indexOf(document.activeElement.closest('article'))";
        browser.run("document.activeElement.blur()");
        browser.press("j");
        assertThat(browser.text(at)).isEqualTo("0");
        browser.press("j");
        browser.press("j");
        browser.press("k");
        assertThat(browser.text(at)).isEqualTo("1");
        String open = "document.activeElement.getAttribute('aria-expanded')";
        String before = browser.text(open);
        browser.pressEnter();
        assertThat(browser.text(open)).isNotEqualTo(before);
        browser.pressEscape();
        assertThat(browser.text(open)).isEqualTo("false");
    }

    private static void marksWhatIsNewAndWhatHasEnded(Browser browser, WatchedJvm jvm) {
        jvm.send("late");
        browser.await(ROW + "?.querySelector('.mark').textContent === 'new'", "to take from an ArrayBlockingQueue");
        browser.await("document.querySelectorAll('#past polygon').length === 4");
        jvm.send("taken");
        browser.await(ROW + "?.querySelector('.mark').textContent === 'ended'", "to take from an ArrayBlockingQueue");
        assertThat(browser.text("document.querySelector('#list h2').textContent"))
                .isEqualTo("Ended while this page was open");
    }

    /** Nothing goes sideways, and {@code axe}, which takes its time over each open row, finds no fault. */
    private static void fitsEachWidth(Browser browser, String name, boolean axe) throws Exception {
        for (boolean dark : new boolean[] {true, false}) {
            for (int width : WIDTHS) {
                browser.look(width, dark);
                browser.await("innerWidth === " + width);
                assertThat(browser.text(SIDEWAYS))
                        .as("%d, dark %s", width, dark)
                        .isEqualTo("0");
                assertThat(axe && width != 390 ? browser.faults() : List.of())
                        .as("%s, %d, dark %s", name, width, dark)
                        .isEmpty();
                browser.picture(name + "-" + width + (dark ? "-dark" : "-light"));
            }
        }
        assertThat(browser.text(UNNAMED)).isEmpty();
    }

    @OnNewestJdk
    void whatIsNotKnownIsSaid(Stage stage) throws Exception {
        Launch launch = stage.program(Hung.class).options(OPTIONS);
        try (WatchedJvm jvm = launch.start();
                Mirror mirror = new Mirror(Http.port(jvm));
                Browser browser = new Browser(launch.folder())) {
            jvm.awaitFindings(6);
            String headline = "document.getElementById('headline').textContent";
            mirror.refuse(503);
            browser.look(1280, false);
            browser.open(mirror.url());
            browser.await(headline + ".endsWith('is not known. Parkwatch answers: ask again in a few seconds')");
            mirror.refuse(200);
            browser.await(headline + ".includes(' are stuck ')");
            mirror.refuse(503);
            browser.await(headline + ".includes('Parkwatch answers')");
            mirror.refuse(200);
            browser.await(headline + ".includes(' are stuck ')");

            mirror.vanish();
            browser.await(headline + " === 'What is stuck now is not known. There is no connection to the agent.'");
            assertThat(browser.text(SHOWN)).as("the last look is still there").isEqualTo("6");
            mirror.comeBack();
            browser.await(headline + ".includes(' are stuck ')");

            mirror.stale(37);
            browser.await(headline + ".startsWith('What is stuck now is not known: the last look ended 37 s ago')");
            mirror.stale(0);
            mirror.change(PageIT::nothingButBlind);
            browser.await(headline + " === 'Nothing that Parkwatch sees is stuck; 3 virtual threads in monitors are not"
                    + " seen: attached to JDK 25.'");
            assertThat(browser.text("document.getElementById('notes').innerText"))
                    .contains("Does not work here: x");
            fitsEachWidth(browser, "none", true);
            assertThat(browser.console()).allMatch(line -> line.contains("Failed to load resource"));
        }
    }

    private static JsonObject nothingButBlind(JsonObject report) {
        report.getAsJsonObject("watched").addProperty("stuck", 0);
        report.getAsJsonObject("watched").addProperty("deadlocked", 0);
        report.add("findings", new JsonArray());
        JsonObject row = new JsonObject();
        row.addProperty("what", "virtual_monitor");
        row.addProperty("threads", 3);
        row.addProperty("text", "virtual threads in monitors: attached to JDK 25");
        JsonArray blind = new JsonArray();
        blind.add(row);
        report.add("blind", blind);
        report.getAsJsonArray("problems").add("x");
        return report;
    }

    @OnNewestJdk
    void fourAndTwoHundredFindingsWithNamesOfMarkupFit(Stage stage) throws Exception {
        Launch launch = stage.program(Hung.class).options(OPTIONS);
        try (WatchedJvm jvm = launch.start();
                Mirror mirror = new Mirror(Http.port(jvm));
                Browser browser = new Browser(launch.folder())) {
            jvm.awaitFindings(6);
            mirror.change(report -> repeated(report, 4));
            browser.look(1280, false);
            browser.open(mirror.url());
            browser.await(SHOWN + " === 4");
            fitsEachWidth(browser, "4", true);
            mirror.change(report -> repeated(report, 200));
            browser.await(SHOWN + " === 200");
            fitsEachWidth(browser, "200", true);
            browser.run("document.querySelectorAll('.open').forEach(button => button.click())");
            browser.await("document.querySelectorAll('dl').length === 200");
            fitsEachWidth(browser, "200-open", false);
            assertThat(browser.text("document.querySelectorAll('img, main script').length"))
                    .isEqualTo("0");
            assertThat(browser.text("document.title")).doesNotContain("run");
            assertThat(browser.console()).isEmpty();
        }
    }

    /** Repeats the findings under other fingerprints, with markup for each of their names. */
    private static JsonObject repeated(JsonObject report, int count) {
        String markup = Hung.MARKUP[0].replace("'", "\\\"") + Hung.MARKUP[1].replace("'", "\\\"");
        JsonArray all = new JsonArray();
        JsonArray few = report.getAsJsonArray("findings");
        for (int i = 0; i < count; i++) {
            String copy = few.get(i % few.size())
                    .toString()
                    .replace("Hung.", markup + "Hung.")
                    .replace("\"name\":\"", "\"name\":\"" + markup);
            JsonObject finding = com.google.gson.JsonParser.parseString(copy).getAsJsonObject();
            finding.addProperty("fingerprint", String.format(Locale.ROOT, "%016x", i + 1));
            finding.remove("root");
            all.add(finding);
        }
        report.add("findings", all);
        return report;
    }
}
