// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.metrics.Accept;
import io.parkwatch.metrics.Metrics;
import io.parkwatch.metrics.Scrape;
import io.parkwatch.report.ReportJson;
import io.parkwatch.report.ReportText;
import io.parkwatch.report.ThreadsJson;
import io.parkwatch.search.Found;
import io.parkwatch.search.Wish;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of the paths, each from the last look but for the page of browsers, which asks for the report itself. */
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

    private final Looks looks;
    private final Metrics metrics;

    /** Tells this agent's tags from those of an earlier one at the same port. */
    private final String start;

    /** Deadlocked at the last look. Used by the watcher's thread only. */
    private List<String> deadlocked = List.of();

    /** The worst finding that is deadlocked at two looks in a row; null if none is. */
    private volatile @Nullable Finding stands;

    private int made;
    private @Nullable Page web;
    private @Nullable Page page;
    private @Nullable Page text;
    private @Nullable Page report;
    private @Nullable Page past;
    private @Nullable Page metricsText;
    private @Nullable Page openMetrics;

    /** When the first look ended, and the last one before something was stuck. Set by the watcher's thread. */
    private volatile @Nullable Instant first;

    private @Nullable Instant quiet;

    /** Set once something was stuck. */
    private volatile @Nullable LookHistory history;

    /** Creates the pages, which only the endpoint's thread asks for; {@code nanoTime} is now. */
    Pages(Looks looks, Metrics metrics, long nanoTime) {
        this.looks = looks;
        this.metrics = metrics;
        this.start = Long.toHexString(nanoTime);
    }

    /** Takes a look, in the watcher's thread. */
    void looked(Snapshot now) {
        List<String> found = new ArrayList<>(0);
        Finding worst = null;
        for (Finding finding : now.findings()) {
            if (finding.deadlocked() > 0) {
                worst = worst == null && deadlocked.contains(finding.fingerprint()) ? finding : worst;
                found.add(finding.fingerprint());
            }
        }
        deadlocked = found;
        stands = worst;
        remember(now);
    }

    /** Answers a probe that restarts the program if this fails. An agent that knows nothing is no reason for that. */
    Answer livez(boolean all) {
        Finding worst = stands;
        if (worst == null || !metrics.fresh(looks.interval())) {
            return alive();
        }
        return Answer.line(503, all ? "deadlocked: " + worst.summary() : "deadlocked");
    }

    static Answer alive() {
        return Answer.line(200, "ok");
    }

    private void remember(Snapshot now) {
        Instant from = first;
        if (from == null) {
            from = now.at();
            first = from;
        }
        LookHistory known = history;
        if (known != null) {
            known.add(now);
        } else if (now.findings().isEmpty()) {
            quiet = now.at();
        } else {
            known = ofQuiet(from, quiet);
            known.add(now);
            history = known;
        }
    }

    private static LookHistory ofQuiet(Instant from, @Nullable Instant to) {
        LookHistory made = new LookHistory(from);
        if (to != null) {
            made.addQuiet(to);
        }
        return made;
    }

    /**
     * Returns the report for people: plain text if the request prefers that, as scripts do, the page that lives on if
     * it names HTML, as browsers do, else a page of that text.
     */
    Answer people(Asked asked) throws IOException {
        if (Accept.prefersPlainText(asked.accept())) {
            return text(asked);
        }
        if (!Accept.namesHtml(asked.accept())) {
            return people(asked, false);
        }
        Page known = web;
        if (known == null) {
            known = new Page(WebPage.class, start + "-web", WebPage.read(), Gzip.SMALL);
            web = known;
        }
        return known.to(asked);
    }

    /** Returns the report as plain text. */
    Answer text(Asked asked) {
        return people(asked, true);
    }

    @SuppressWarnings("ReferenceEquality") // each look creates its own snapshot
    private Answer people(Asked asked, boolean plain) {
        Snapshot last = looks.last();
        if (last == null) {
            return Answer.line(503, NOT_YET);
        }
        if (!metrics.fresh(looks.interval())) { // the page says how old the look is
            Answer old = plain ? text(last, metrics.sinceLook()) : html(last, metrics.sinceLook());
            return Page.varied(old);
        }
        Page known = plain ? text : page;
        if (known == null || known.of != last) {
            known = page(last, last.agent().look(), plain ? text(last, null) : html(last, null));
            if (plain) {
                text = known;
            } else {
                page = known;
            }
        }
        return known.to(asked);
    }

    private static Answer text(Snapshot last, @Nullable Duration stale) {
        return Answer.of(200, "text/plain; charset=utf-8", ReportText.of(last, stale));
    }

    private static Answer html(Snapshot last, @Nullable Duration stale) {
        String html = HEAD.replace("{headline}", escape(ReportText.headline(last, stale)))
                + escape(ReportText.of(last, stale))
                + FOOT;
        // The text is escaped; the policy protects against a mistake in that.
        return Answer.of(200, "text/html; charset=utf-8", html)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    }

    /** Returns the report as JSON, with a header that says how old the look is, in seconds, if another is overdue. */
    @SuppressWarnings("ReferenceEquality") // each look creates its own snapshot
    Answer report(Asked asked) {
        Snapshot last = looks.last();
        if (last == null) {
            return Answer.line(503, NOT_YET);
        }
        Page known = report;
        if (known == null || known.of != last) {
            known = page(last, last.agent().look(), Answer.of(200, "application/json", ReportJson.of(last)));
            report = known;
        }
        Answer answer = known.to(asked);
        return metrics.fresh(looks.interval())
                ? answer
                : answer.with(
                        "Parkwatch-Stale",
                        Long.toString(Math.max(1, metrics.sinceLook().toSeconds())));
    }

    /** Returns how many threads were stuck at the looks so far. */
    @SuppressWarnings("ReferenceEquality") // each look creates its own snapshot
    Answer history(Asked asked) {
        Snapshot last = looks.last();
        Instant from = first;
        if (last == null || from == null) {
            return Answer.line(503, NOT_YET);
        }
        Page known = past;
        if (known == null || known.of != last) {
            LookHistory made = history;
            made = made == null ? ofQuiet(from, last.at()) : made;
            known = page(last, last.agent().look(), Answer.of(200, "application/json", made.json()));
            past = known;
        }
        return known.to(asked);
    }

    /** Answers {@code q=words&from=100}: asks the next look, or returns what it found. */
    Answer threads(String query) {
        String text = "";
        int from = 0;
        try {
            for (String part : query.split("&", -1)) {
                text = part.startsWith("q=") ? URLDecoder.decode(part.substring(2), UTF_8) : text;
                from = part.startsWith("from=") ? Integer.parseInt(part.substring(5)) : from;
            }
        } catch (IllegalArgumentException e) {
            return Answer.line(400, "q is a URL-encoded text and from a number: /threads?q=pool-1&from=100");
        }
        Wish wish = new Wish(text, from);
        Found found = looks.find(wish);
        return found == null
                ? Answer.of(202, "application/json", ThreadsJson.pending(wish))
                        .with(
                                "Retry-After",
                                Long.toString(Math.max(1, looks.interval().toSeconds())))
                : Answer.of(200, "application/json", ThreadsJson.of(found));
    }

    @SuppressWarnings("ReferenceEquality") // the metrics are rendered once a look and format
    Answer metrics(Asked asked) {
        if (!metrics.fresh(looks.interval())) {
            return Answer.line(503, "no look has ended within five intervals, so there is nothing true to tell");
        }
        Scrape scrape;
        try {
            scrape = metrics.scrape(asked.accept());
        } catch (IllegalStateException e) {
            return Answer.line(503, String.valueOf(e.getMessage()));
        }
        boolean open = scrape.contentType().startsWith("application/");
        Page known = open ? openMetrics : metricsText;
        if (known == null || known.of != scrape) {
            known = page(scrape, scrape.look(), Answer.of(200, scrape.contentType(), scrape.body()));
            if (open) {
                openMetrics = known;
            } else {
                metricsText = known;
            }
        }
        return known.to(asked);
    }

    /** Tags a page by its look, and by a number of its own: a look that failed shows the last one with a problem. */
    private Page page(Object of, int look, Answer answer) {
        made++;
        return new Page(of, start + '-' + look + '-' + made, answer, Gzip.FAST);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
