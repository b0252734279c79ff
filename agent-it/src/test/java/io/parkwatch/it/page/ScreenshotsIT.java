// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.page;

import com.google.gson.JsonObject;
import io.parkwatch.it.contract.Http;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Makes the pictures of the docs, for {@code scripts/screenshots}. */
@EnabledIfSystemProperty(named = "page.pictures", matches = ".+")
class ScreenshotsIT {
    @OnNewestJdk
    void ofThePageOfTheShop(Stage stage) throws Exception {
        Path shop = Path.of(Objects.requireNonNull(System.getProperty("sample.jar"), "-Dsample.jar is not set"));
        Launch launch =
                stage.program("shop", shop).jar(shop).options("threshold=5s,interval=1s,port=0,report=report.json");
        try (WatchedJvm jvm = launch.launch();
                Mirror mirror = new Mirror(Http.port(jvm));
                Browser browser = new Browser(launch.folder())) {
            jvm.awaitFindings(4);
            jvm.settled(2);
            mirror.change(ScreenshotsIT::anywhere);
            browser.look(1280, true);
            browser.open(mirror.url());
            browser.await("document.querySelectorAll('article').length === 4");
            browser.find(".open").click();
            browser.run("document.activeElement.blur()");
            browser.picture("page-1280-dark");
            browser.find(".open").click();
            browser.look(390, false);
            browser.run("document.activeElement.blur()");
            browser.await("innerWidth === 390");
            browser.picture("page-390-light");
        }
    }

    /** Takes out what tells where the picture was made. */
    private static JsonObject anywhere(JsonObject report) {
        report.getAsJsonObject("jvm").addProperty("main", "sample-app.jar");
        report.getAsJsonObject("jvm").addProperty("host", "shop-7");
        report.getAsJsonObject("jvm").addProperty("pid", 4703);
        return report;
    }
}
