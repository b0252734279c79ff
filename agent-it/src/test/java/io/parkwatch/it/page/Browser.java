// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.page;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.parkwatch.it.run.WatchedJvm;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium of Debian. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** Asks axe for the faults that keep somebody from using the page, each with its place. */
    private static final String FAULTS = "const done = arguments[0];"
            + "axe.run(document, { resultTypes: ['violations'], preload: false }).then(found => done(found.violations"
            + ".filter(fault => ['serious', 'critical'].includes(fault.impact))"
            + ".flatMap(fault => fault.nodes.map(node => fault.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary))"
            + ".slice(0, 10)), failed => done([String(failed)]))";

    private final ChromeDriver driver;

    /** Starts one whose files are in the folder. Without it the test is skipped on a desk, and fails in CI. */
    Browser(Path folder) {
        for (Path program : List.of(CHROMIUM, DRIVER)) {
            if (!Files.isExecutable(program)) {
                String missing = program + " is missing: install Debian's packages chromium and chromium-driver";
                if ("true".equals(System.getenv("CI"))) {
                    fail(missing);
                }
                System.err.println("SKIPPED: " + missing);
                abort(missing);
            }
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + folder.resolve("browser"));
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .withLogFile(new File(folder.toFile(), "chromedriver.log"))
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(5));
    }

    void open(String url) {
        driver.get(url);
    }

    /** Sets the size of the window's inside, and the user's colours. */
    void look(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Shows the page as paper or as a screen, to somebody who wants less motion or does not mind it. */
    void look(String media, String motion) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", media, "features", List.of(Map.of("name", "prefers-reduced-motion", "value", motion))));
    }

    /** Opens a page in another tab, which hides the one before. Returns what leads back to that. */
    Runnable openBeside(String url) {
        String before = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        driver.get(url);
        return () -> {
            driver.close();
            driver.switchTo().window(before);
        };
    }

    /** Presses a key in what has the focus. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    void pressEscape() {
        press(Keys.ESCAPE);
    }

    void pressEnter() {
        press(Keys.ENTER);
    }

    WebElement find(String css) {
        return driver.findElement(org.openqa.selenium.By.cssSelector(css));
    }

    /** Runs a script as a function's body, which the page's policy does not hold back. */
    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    boolean is(String condition, Object... arguments) {
        return Boolean.TRUE.equals(run("return Boolean(" + condition + ")", arguments));
    }

    String text(String expression, Object... arguments) {
        return String.valueOf(run("return " + expression, arguments));
    }

    /** Waits until a condition holds in the page. */
    void await(String condition, Object... arguments) {
        WatchedJvm.await(condition).until(() -> is(condition, arguments));
    }

    /** Returns the first faults that axe calls serious or critical. */
    List<?> faults() throws IOException {
        if (!is("window.axe")) {
            try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
                run(new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return (List<?>) Objects.requireNonNull(driver.executeAsyncScript(FAULTS));
    }

    /** Returns the console's lines since the last call. */
    List<String> console() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(entry -> Objects.requireNonNull(entry.getMessage()))
                .toList();
    }

    /** Keeps a picture of what is seen, for people, if {@code page.pictures} names a folder. */
    void picture(String name) throws IOException {
        String folder = System.getProperty("page.pictures", "");
        if (!folder.isEmpty()) {
            Object data = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                    .get("data");
            Files.createDirectories(Path.of(folder));
            byte[] big = Base64.getDecoder().decode(String.valueOf(data));
            // Written again, it takes three quarters of the room.
            ImageIO.write(ImageIO.read(new ByteArrayInputStream(big)), "png", new File(folder, name + ".png"));
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
