// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class PrintableTest {
    /** Each kind that is replaced: C0, NUL, DEL, C1, bidi, separators, zero width, a tag outside the first plane. */
    private static final String HOSTILE =
            "\u001b[2J\u0000\u0007\u007f\u0085\u009b\u202e\u2066\u2028\u2029\u200b\u061c\ufe0f\udb40\udc41";

    @Test
    void whatDrivesATerminalBecomesAQuestionMark() {
        assertThat(Printable.of("a\u001b[2Jb\r\nc\u0085d")).isEqualTo("a?[2Jb??c?d");
        assertThat(Printable.of("\u202eback\u2028line\ufe0f\ud83d")).isEqualTo("?back?line??");
        assertThat(Printable.of(HOSTILE)).isEqualTo("?[2J" + "?".repeat(13));
    }

    @Test
    void whatPeopleWriteStays() {
        String written = "Gr\u00fc\u00dfe \u4e2d\u6587 \ud83d\ude00 e\u0301 <b>\"\\\"";

        assertThat(Printable.of(written)).isEqualTo(written);
        assertThat(Printable.line(written)).isEqualTo(written);
        assertThat(Printable.json(written)).isEqualTo(written);
    }

    @Test
    void aLineHasNoBreaks() {
        assertThat(Printable.line("one\r\n\ntwo\u2028three\ttabbed\u001b]0;title\u0007"))
                .isEqualTo("one two three?tabbed?]0;title?");
    }

    @Test
    void jsonLosesNothing() {
        String json =
                "{\"name\":\"" + HOSTILE.replace("\u001b", "\\u001b").replace("\u0000\u0007", "\\u0000\\u0007") + "\"}";

        String safe = Printable.json(json);

        assertThat(safe).matches("[ -~]*").contains("\\u202e", "\\u2028", "\\u009b", "\\udb40\\udc41");
        assertThat(JsonParser.parseString(safe)).isEqualTo(JsonParser.parseString(json));
    }

    @Test
    void betweenTheTextsOfJsonBreaksBecomeBlanks() {
        assertThat(Printable.json("{\r\n\t\"a\": 1\n}")).isEqualTo("{   \"a\": 1 }");
    }

    @Test
    void halfAPairIsNoTextOfUtf8() {
        assertThat(Printable.json("\"\ud83d\"")).isEqualTo("\"?\"");
    }
}
