// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parkwatch.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;

/**
 * The page for browsers, which asks for the report itself: one answer for all looks, joined from the jar's resources.
 * It runs the one script and the one style sheet whose hashes its policy names, and makes no markup out of text.
 */
final class WebPage {
    private WebPage() {}

    /** Reads the page. It throws if the jar lacks a part or memory runs out; another call may succeed. */
    static Answer read() throws IOException {
        String style = resource("page.css");
        StringBuilder script = new StringBuilder();
        // The last one runs: it uses what the others define.
        for (String name :
                List.of("words", "finding-words", "circle", "past", "copy", "finding", "threads", "page", "state")) {
            script.append(resource(name + ".js"));
        }
        String html = resource("page.html").replace("{style}", style).replace("{script}", script);
        return Answer.of(200, "text/html; charset=utf-8", html)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src " + source(script.toString()) + "; style-src " + source(style)
                                + "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
                                + "; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
    }

    /** Returns how a policy names this text, and no other, as a source. */
    private static String source(String text) {
        String hex = Sha256.hex(text, 64);
        byte[] hash = new byte[32];
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) Integer.parseInt(hex, 2 * i, 2 * i + 2, 16);
        }
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + '\'';
    }

    /** Returns a resource without its indentation and the lines that are comments. */
    private static String resource(String name) throws IOException {
        try (InputStream in = WebPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the agent's jar has no " + name);
            }
            StringBuilder kept = new StringBuilder();
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("//") && !text.startsWith("/*")) {
                    kept.append(text).append('\n');
                }
            }
            return kept.toString();
        }
    }
}
