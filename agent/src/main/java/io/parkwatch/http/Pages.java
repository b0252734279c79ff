// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.finding.Snapshot;
import io.parkwatch.metrics.Accept;
import io.parkwatch.metrics.Metrics;
import io.parkwatch.metrics.Scrape;
import io.parkwatch.report.ReportJson;
import io.parkwatch.report.ReportText;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The answers of the three paths, each from the last look. */
final class Pages {
    private static final String NOT_YET = "the first look has not ended yet; ask again in a few seconds";
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
            <meta name="viewport" content="width=device-width"><title>Parkwatch: {headline}</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 14px/1.45 ui-monospace, monospace; margin: 1.5em; max-width: 130ch }
            pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
            </style></head><body>
            <pre>""";
    private static final String FOOT = """
            </pre>
            <p><a href="report">report</a> (JSON), <a href="metrics">metrics</a> (Prometheus). This page reloads itself every 5 s.</p>
            </body></html>
            """;

    private final Supplier<@Nullable Snapshot> snapshot;
    private final Metrics metrics;
    private final Supplier<Duration> interval;
    private @Nullable Report report; // used by the endpoint's thread only

    /** The rendered report of one look, shared by all requests. */
    private record Report(Snapshot of, Answer answer) {}

    Pages(Supplier<@Nullable Snapshot> snapshot, Metrics metrics, Supplier<Duration> interval) {
        this.snapshot = snapshot;
        this.metrics = metrics;
        this.interval = interval;
    }

    /** Returns the report for people: plain text if {@code accept} asks for it, as scripts do, else a page. */
    Answer people(@Nullable String accept) {
        Snapshot last = snapshot.get();
        if (last == null) {
            return Answer.line(503, NOT_YET);
        }
        Duration stale = metrics.fresh(interval.get()) ? null : metrics.sinceLook();
        if (Accept.prefersPlainText(accept)) {
            return Answer.of(200, "text/plain; charset=utf-8", ReportText.of(last, stale));
        }
        String page = HEAD.replace("{headline}", escape(ReportText.headline(last, stale)))
                + escape(ReportText.of(last, stale))
                + FOOT;
        // The text is escaped; the policy protects against a mistake in that.
        return Answer.of(200, "text/html; charset=utf-8", page)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    }

    @SuppressWarnings("ReferenceEquality") // each look creates its own snapshot
    Answer report() {
        Snapshot last = snapshot.get();
        if (last == null) {
            return Answer.line(503, NOT_YET);
        }
        Report made = report;
        if (made == null || made.of != last) {
            made = new Report(last, Answer.of(200, "application/json", ReportJson.of(last)));
            report = made;
        }
        return made.answer;
    }

    Answer metrics(@Nullable String accept) {
        if (!metrics.fresh(interval.get())) {
            return Answer.line(503, "no look has ended within five intervals, so there is nothing true to tell");
        }
        try {
            Scrape scrape = metrics.scrape(accept);
            return Answer.of(200, scrape.contentType(), scrape.body());
        } catch (IllegalStateException e) {
            return Answer.line(503, String.valueOf(e.getMessage()));
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
