// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WebPageTest {
    private static final int MOST_BYTES = 60_000;
    private static final int MOST_PACKED = 20_000;

    @Test
    void itIsSmall() throws IOException {
        byte[] body = WebPage.read().body();

        assertThat(body.length).isLessThan(MOST_BYTES);
        assertThat(Gzip.of(body, Gzip.SMALL).length).isLessThan(MOST_PACKED);
    }

    @Test
    void itsPolicyNamesTheHashesOfItsScriptAndStyle() throws IOException, NoSuchAlgorithmException {
        Answer answer = WebPage.read();
        String html = new String(answer.body(), UTF_8);

        assertThat(answer.headers())
                .contains("script-src " + source(inside(html, "<script type=\"module\">", "</script>")) + ";")
                .contains("style-src " + source(inside(html, "<style>", "</style>")) + ";")
                .contains("default-src 'none';")
                .contains("require-trusted-types-for 'script'; trusted-types 'none'\r\n")
                .doesNotContain("unsafe");
    }

    @Test
    void itAsksNobodyElse() throws IOException {
        assertThat(new String(WebPage.read().body(), UTF_8).replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain(
                        "http:", "https:", "innerHTML", "outerHTML", "insertAdjacentHTML", "{style}", "{script}");
    }

    /** Returns what stands between two texts that are there once. */
    private static String inside(String html, String open, String close) {
        Matcher matcher = Pattern.compile(Pattern.quote(open) + "(.*?)" + Pattern.quote(close), Pattern.DOTALL)
                .matcher(html);
        assertThat(matcher.results()).hasSize(1);
        assertThat(matcher.reset().find()).isTrue();
        return matcher.group(1);
    }

    private static String source(String text) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }
}
