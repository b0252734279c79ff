// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderErrorsTest {
    private static final String REMEDY = "; use the parkwatch.jar of the agent's own version";

    @Test
    void anotherSchemaNamesTheVersionThatReadsIt() {
        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> ReportReader.read("{\"agent\":{\"version\":\"2.0.0\"},\"schema\":2}"))
                .withMessage("the report has schema 2, and this is a reader of schema 1" + REMEDY + ", 2.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "\"text\"", "17"})
    void whatIsNoObjectIsNoReport(String json) {
        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> ReportReader.read(json))
                .withMessage("this is no report: not a JSON object" + REMEDY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parkwatch: no",
                "{schema:1}",
                "{\"schema\":1}}",
                "{\"schema\":1} x",
                "{\"a\":NaN}",
                "{\"a\":\"\n\"}"
            })
    void whatIsNoJsonIsSaidInOneLine(String text) {
        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> ReportReader.read(text))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("the report is no whole JSON: it breaks at $")
                        .endsWith(REMEDY)
                        .doesNotContain("\n"));
    }

    @Test
    void aReportThatBreaksOffIsNeverRead() {
        String json = ReportJson.of(Samples.full());
        for (int length = 0; length < json.length(); length++) {
            String broken = json.substring(0, length);

            assertThatExceptionOfType(ReportException.class).isThrownBy(() -> ReportReader.read(broken));
        }
    }

    @Test
    void aThousandNestedListsAreAnErrorLikeAnyOther() {
        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> ReportReader.read("{\"a\":" + "[".repeat(100_000)))
                .withMessageEndingWith(REMEDY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schema\":1,                      |                         | the report lacks schema",
                "\"agent\":                         | \"ego\":                | the report lacks agent",
                "\"at\":                            | \"when\":               | the report lacks at",
                "\"started\":                       | \"born\":               | the report lacks jvm.started",
                "\"watched\":                       | \"seen\":               | the report lacks watched",
                "\"role\":\"sender\",               |                         | the report lacks findings[0].role",
                "\"at\":\"2026-11-24T11:00:00Z\"    | \"at\":\"noon\"         | the report's at is not a date: noon",
                "\"pid\":4711                       | \"pid\":0.5             | the report's jvm.pid is not a whole number: 0.5",
                "\"count\":3                        | \"count\":3000000000    | the report's findings[0].count is not a count: 3000000000",
                "\"seconds\":60                     | \"seconds\":\"long\"    | the report's findings[0].threads[1].seconds is not a number: long",
                "\"seconds\":60                     | \"seconds\":[1]         | the report's findings[0].threads[1].seconds is not one value: [1]",
                "\"count\":3                        | \"count\":\"\"            | the report's findings[0].count is not a count: \"\"",
                "\"virtual\":true                  | \"virtual\":\"yes\"       | the report's findings[0].threads[0].virtual is not a flag: yes",
                "\"virtual\":true                  | \"virtual\":1           | the report's findings[0].threads[0].virtual is not a flag: 1",
                "\"jvm\":{                          | \"jvm\":7,\"x\":{       | the report's jvm is not an object: 7",
                "\"problems\":[                     | \"problems\":0,\"x\":[  | the report's problems is not a list: 0",
                "\"findings\":[                     | \"findings\":[1,        | the report's findings[0] is not an object: 1",
                "\"problems\":[                     | \"problems\":[{},       | the report's problems[0] is not one value: {}",
                "\"problems\":[                     | \"problems\":[null,     | the report's problems[0] is not one value: null",
                "\"findings\":[                     | \"findings\":[null,     | the report's findings[0] is not an object: null",
                "\"fingerprint\":                   | \"print\":              | the report lacks findings[0].fingerprint",
                "\"since\":                         | \"from\":               | the report lacks findings[0].threads[0].since",
            })
    void eachErrorNamesItsField(String part, String instead, String wrong) {
        String json = ReportJson.of(Samples.full());
        String other = json.replace(part, instead == null ? "" : instead);
        assertThat(other).isNotEqualTo(json);

        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> ReportReader.read(other))
                .withMessage(wrong + REMEDY);
    }

    @Test
    void numbersByNameAreThoseOfAChannelAlone() {
        record Other(Map<String, Integer> sizes) {}
        JsonObject json = JsonParser.parseString("{\"sizes\":{\"parties\":1}}").getAsJsonObject();

        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> new RecordReader().read(Other.class, json, ""))
                .withMessageContaining("sizes is not known here");
    }

    @Test
    void anErrorQuotesNoMoreThanALineOfTheReport() {
        String json =
                ReportJson.of(Samples.full()).replace("\"pid\":4711", "\"pid\":\"\\u001b" + "x".repeat(10_000) + '"');

        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> ReportReader.read(json))
                .satisfies(e -> assertThat(e.getMessage())
                        .hasSizeLessThan(300)
                        .contains(": ?xx")
                        .doesNotContain("\u001b"));
    }
}
