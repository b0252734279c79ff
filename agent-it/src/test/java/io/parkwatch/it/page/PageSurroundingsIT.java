// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.contract.Http;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;

/** Tests what the page makes of a hidden tab, of paper, and of who wants less motion. */
class PageSurroundingsIT {
    private static final String OPTIONS = "threshold=1s,interval=200ms,port=0,report=report.json";
    private static final String DRAWN = "document.querySelectorAll('article:not([hidden])').length === 6";

    @OnNewestJdk
    void aHiddenTabAsksNothingUntilItIsSeenAgain(Stage stage) throws Exception {
        Launch launch = stage.program(Hung.class).options(OPTIONS);
        try (WatchedJvm jvm = launch.start();
                Mirror hidden = new Mirror(Http.port(jvm));
                Mirror seen = new Mirror(Http.port(jvm));
                Browser browser = new Browser(launch.folder())) {
            jvm.awaitFindings(6);
            browser.open(hidden.url());
            browser.await(DRAWN);
            Runnable back = browser.openBeside(seen.url());
            browser.await(DRAWN);
            int then = hidden.asked();
            int first = seen.asked();
            WatchedJvm.await("the tab that is seen asks").until(() -> seen.asked() > first + 3);

            assertThat(hidden.asked()).isEqualTo(then);
            back.run();
            WatchedJvm.await("the tab asks again").until(() -> hidden.asked() > then);
            browser.await(DRAWN);
        }
    }

    @OnNewestJdk
    void paperHasTheFindingsAndNoControls(Stage stage) throws Exception {
        Launch launch = stage.program(Hung.class).options(OPTIONS);
        try (WatchedJvm jvm = launch.start();
                Browser browser = new Browser(launch.folder())) {
            jvm.awaitFindings(6);
            browser.open("http://127.0.0.1:" + Http.port(jvm) + "/");
            browser.await(DRAWN);
            browser.run("document.querySelector('.open').click()");
            String moves = "getComputedStyle(document.querySelector('#bar i')).transitionDuration";
            String controls = "[...document.querySelectorAll('#tools, #pause, .actions, #keys, #why')]"
                    + ".filter(e => getComputedStyle(e).display !== 'none').length";
            browser.look("screen", "no-preference");
            assertThat(browser.text(moves)).isEqualTo("0.4s");
            assertThat(browser.text(controls)).isNotEqualTo("0");

            browser.look("screen", "reduce");
            assertThat(browser.text(moves)).isEqualTo("0s");
            browser.look("print", "no-preference");
            assertThat(browser.text(controls)).isEqualTo("0");
            assertThat(browser.find("#headline").isDisplayed()).isTrue();
            assertThat(browser.find(".details dl").isDisplayed()).isTrue();
            assertThat(browser.is(DRAWN)).isTrue();
        }
    }
}
