// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.metrics.Metrics;
import io.parkwatch.report.ReportJson;
import io.parkwatch.report.Samples;
import io.parkwatch.search.Found;
import io.parkwatch.search.FoundThread;
import io.parkwatch.search.Wish;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.microhttp.Header;
import org.microhttp.Request;

/** Tests the form of an answer: its encoding, and its tag. */
class PagesTest {
    private final AtomicLong nanos = new AtomicLong(255);
    private final Metrics metrics = new Metrics(nanos::get, List.of());
    private Snapshot last = Samples.full();
    private boolean isEarly;
    private @Nullable Found found;
    private final Pages pages =
            new Pages(new GivenLooks(() -> isEarly ? null : last, () -> found), metrics, nanos.get());

    @BeforeEach
    void look() {
        look(812);
    }

    private void look(int number) {
        Snapshot s = Samples.full();
        last = Snapshot.of(s.agent().at(number, null), s.jvm(), s.at(), s.watched(), s.totals())
                .findings(s.findings())
                .build();
        metrics.update(last);
        pages.looked(last);
    }

    @Test
    void whatIsAskedForInGzipIsTheSameWhenUnpacked() throws IOException {
        for (String path : List.of("/", "/report", "/history", "/metrics")) {
            Answer plain = get(path, null, null, null);
            Answer packed = get(path, null, "gzip, deflate", null);

            assertThat(plain.headers()).doesNotContain("Content-Encoding");
            assertThat(packed.headers())
                    .contains("Content-Encoding: gzip\r\n")
                    .contains("Vary: Accept, Accept-Encoding\r\n");
            assertThat(packed.body().length).as(path).isLessThan(plain.body().length);
            assertThat(unpacked(packed.body())).as(path).isEqualTo(plain.body());
            assertThat(tag(packed)).isNotEqualTo(tag(plain));
            assertThat(get(path, null, "gzip", null).body()).as("packed once").isSameAs(packed.body());
        }
        assertThat(new String(get("/report", null, null, null).body(), UTF_8)).isEqualTo(ReportJson.of(last));
    }

    @Test
    void bodiesOfAnySizeAreWhole() throws IOException {
        for (int size : new int[] {0, 1, 8 * 1024, 1_000_000}) {
            byte[] body = new byte[size];
            for (int i = 0; i < size; i++) {
                body[i] = (byte) (i * 31 + i / 251);
            }
            for (int level : new int[] {Gzip.FAST, Gzip.SMALL}) {
                assertThat(unpacked(Gzip.of(body, level))).isEqualTo(body);
            }
        }
    }

    @Test
    void whoHasTheAnswerOfThisLookGets304() throws IOException {
        for (String path : List.of("/", "/report", "/history", "/metrics")) {
            look(812);
            for (String encoding : new String[] {"identity", "gzip"}) {
                Answer first = get(path, null, encoding, null);
                String tag = tag(first);
                assertThat(tag).matches("\"ff-812-\\d+(-gzip)?\"");

                for (String known : List.of(tag, "W/" + tag, "\"a\", " + tag + " ,W/\"b\"", "*")) {
                    Answer again = get(path, null, encoding, known);
                    assertThat(again.status()).as(known).isEqualTo(304);
                    assertThat(again.body()).isEmpty();
                    assertThat(tag(again)).isEqualTo(tag);
                    assertThat(again.headers()).contains("Vary: Accept, Accept-Encoding\r\n");
                    assertThat(new String(again.response("HTTP/1.1", false).head(), ISO_8859_1))
                            .startsWith("HTTP/1.1 304 Not Modified\r\n")
                            .contains("Cache-Control: no-store\r\n")
                            .doesNotContain("Content-Length")
                            .doesNotContain("\r\nContent-Type");
                }
                assertThat(get(path, null, encoding, "\"ff-811-1\", x").status())
                        .isEqualTo(200);
            }
            String old = tag(get(path, null, null, null));
            look(813);
            Answer next = get(path, null, null, old);
            assertThat(next.status()).isEqualTo(200);
            assertThat(tag(next)).startsWith("\"ff-813-");
        }
    }

    @Test
    void theSameLookWithAnotherProblemHasAnotherTag() throws IOException {
        String report = tag(get("/report", null, null, null));
        String series = tag(get("/metrics", null, null, null));
        last = last.toBuilder()
                .problems(List.of(new Problem("look", "a look failed")))
                .build();
        metrics.stale(last);

        assertThat(get("/report", null, null, report).status()).isEqualTo(200);
        assertThat(get("/metrics", null, null, series).status()).isEqualTo(200);
    }

    @Test
    void theHistoryHasEachLook() {
        look(813);

        String json = new String(pages.history(new Asked(null, null, null)).body(), UTF_8);
        assertThat(json).contains("\"points\":[[0,0,0,0,0,0,0],[0,3,0,0,1,2,0],[0,3,0,0,1,2,0]]");
    }

    @Test
    void aSearchIsPendingUntilALookHasAnswered() {
        Answer first = pages.threads("from=5&q=caf%C3%A9+1");
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.headers()).contains("Retry-After: 5\r\n");
        assertThat(new String(first.body(), UTF_8))
                .isEqualTo("{\"schema\":1,\"q\":\"caf\u00e9 1\",\"from\":5,\"pending\":true}");

        FoundThread thread = new FoundThread(
                61,
                "<b>",
                true,
                false,
                "idle",
                Samples.AT,
                2.04,
                true,
                Samples.frame("com.acme.Shop", "run", 7),
                new FoundThread.Why(null, "idle rule", "a.B#c", "a worker waits", null));
        Found answer = new Found(new Wish("caf\u00e9 1", 5), 813, Samples.AT, 6, 7, List.of(thread));
        found = answer;
        Answer second = pages.threads("from=5&q=caf%C3%A9+1");
        assertThat(second.status()).isEqualTo(200);
        assertThat(new String(second.body(), UTF_8))
                .isEqualTo(
                        "{\"schema\":1,\"q\":\"caf\u00e9 1\",\"from\":5,\"look\":813,\"at\":\"2026-11-24T11:00:00Z\","
                                + "\"total\":6,\"unread\":7,\"threads\":[{\"id\":61,\"name\":\"<b>\",\"virtual\":true,"
                                + "\"state\":\"idle\",\"since\":\"2026-11-24T11:00:00Z\",\"seconds\":2,\"atLeast\":true,"
                                + "\"at\":\"com.acme.Shop.run(Shop.java:7)\",\"leftOut\":\"idle rule\",\"rule\":\"a.B#c\","
                                + "\"reason\":\"a worker waits\"}]}");
    }

    @Test
    void aQuestionThatCannotBeReadIsRefused() {
        for (String query : List.of("q=%", "q=%zz", "from=x", "from=99999999999")) {
            assertThat(pages.threads(query).status()).as(query).isEqualTo(400);
        }
        assertThat(pages.threads("").status()).isEqualTo(202);
        assertThat(pages.threads("x=1&y").status()).isEqualTo(202);
    }

    @Test
    void twoFormatsOfOnePathHaveTheirTags() throws IOException {
        String html = tag(get("/", null, null, null));
        assertThat(get("/", "text/plain", null, html).status()).isEqualTo(200);
        assertThat(get("/", null, null, html).status()).isEqualTo(304);
        String text = tag(get("/metrics", null, null, null));
        assertThat(get("/metrics", "application/openmetrics-text", null, text).status())
                .isEqualTo(200);
        assertThat(get("/metrics", null, null, text).status()).isEqualTo(304);
    }

    @Test
    void aPageThatSaysHowOldItIsHasNoTag() throws IOException {
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());

        Answer stale = get("/", null, "gzip", "*");

        assertThat(stale.status()).isEqualTo(200);
        assertThat(stale.headers()).doesNotContain("ETag");
        assertThat(get("/metrics", null, null, "*").status()).isEqualTo(503);
    }

    @Test
    void aHeaderThatIsSentTwiceIsOneList() {
        Asked asked = Asked.by(new Request(
                "GET",
                "/",
                "HTTP/1.0",
                List.of(
                        new Header("accept-encoding", "br"),
                        new Header("Accept", "text/plain"),
                        new Header("Accept-Encoding", "gzip")),
                new byte[0]));

        assertThat(asked).isEqualTo(new Asked("text/plain", "br,gzip", null));
    }

    @Test
    void aBrowserGetsThePageThatLivesOnAtAnyTime() throws IOException {
        String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        Answer page = get("/", browser, null, null);
        assertThat(new String(page.body(), UTF_8)).contains("<div id=\"list\"></div>");
        assertThat(get("/", "*/*", null, null).body()).isNotEqualTo(page.body());

        look(813);
        assertThat(get("/", browser, null, null).body()).as("made once").isSameAs(page.body());
        assertThat(get("/", browser, null, tag(page)).status()).isEqualTo(304);
        isEarly = true;
        assertThat(get("/", browser, null, null).status())
                .as("it says itself that there is no look")
                .isEqualTo(200);
        assertThat(get("/", null, null, null).status()).isEqualTo(503);
    }

    @Test
    void aReportOfAnOldLookSaysHowOldItIs() throws IOException {
        String tag = tag(get("/report", null, null, null));
        assertThat(get("/report", null, null, tag).headers()).doesNotContain("Stale");
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());

        for (Answer old : List.of(get("/report", null, null, null), get("/report", null, null, tag))) {
            assertThat(old.headers()).contains("Parkwatch-Stale: 60\r\n");
        }
    }

    @Test
    void theTextFormHasAPathOfItsOwn() throws IOException {
        assertThat(get("/report.txt", null, null, null))
                .usingRecursiveComparison()
                .isEqualTo(get("/", "text/plain", null, null));
    }

    @Test
    void aProbeFailsFromTheSecondLookOnThatFindsADeadlockUntilOneFindsNone() {
        assertThat(livez(true)).isEqualTo("200 ok");
        pages.looked(Samples.full());
        pages.looked(Samples.deadlock());
        assertThat(livez(true)).isEqualTo("200 ok");
        pages.looked(Samples.full());
        pages.looked(Samples.deadlock());
        assertThat(livez(true)).isEqualTo("200 ok");

        pages.looked(Samples.deadlock());
        assertThat(livez(true)).isEqualTo("503 deadlocked: 2 threads wait in lock, in a circle of 2 threads");
        assertThat(livez(false)).isEqualTo("503 deadlocked");

        pages.looked(Samples.quiet());
        assertThat(livez(false)).isEqualTo("200 ok");
    }

    @Test
    void anAgentThatDoesNotLookAnyMoreFailsNoProbe() {
        pages.looked(Samples.deadlock());
        pages.looked(Samples.deadlock());
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(livez(true)).isEqualTo("200 ok");
    }

    private String livez(boolean all) {
        Answer answer = pages.livez(all);
        return answer.status() + " " + new String(answer.body(), UTF_8).strip();
    }

    private Answer get(String path, @Nullable String accept, @Nullable String encodings, @Nullable String known)
            throws IOException {
        Asked asked = new Asked(accept, encodings, known);
        return switch (path) {
            case "/" -> pages.people(asked);
            case "/report" -> pages.report(asked);
            case "/report.txt" -> pages.text(asked);
            case "/history" -> pages.history(asked);
            default -> pages.metrics(asked);
        };
    }

    private static String tag(Answer answer) {
        Matcher matcher = Pattern.compile("ETag: (.*)\r\n").matcher(answer.headers());
        assertThat(matcher.find()).as(answer.headers()).isTrue();
        return matcher.group(1);
    }

    private static byte[] unpacked(byte[] body) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }
}
