// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text",
                "Application/OpenMetrics-Text; version=1.0.0",
                "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
                        + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
                "text/plain;q=0.5, application/openmetrics-text;q=0.5",
                "text/plain; q=0, application/openmetrics-text; q=0.1",
                "application/openmetrics-text;q=nonsense",
                "application/openmetrics-text , */*;q=0.1"
            })
    void openMetricsIsPreferred(String accept) {
        assertThat(Accept.prefersOpenMetrics(accept)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/plain",
                "application/*",
                "application/openmetrics-text;q=0",
                "application/openmetrics-text; Q=0.000",
                "application/openmetrics-text;q=0.3, text/plain;q=0.4",
                "application/openmetrics-text;q=0.3, text/*",
                "application/openmetrics-text;q=0.3, */*;q=0.4",
                "application/openmetrics-textual",
                ";q=1,,;",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
            })
    void textIsPreferred(String accept) {
        assertThat(Accept.prefersOpenMetrics(accept)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "TEXT/PLAIN",
                "text/plain, */*",
                "text/html;q=0.1,text/plain;q=0.2",
                "application/json, text/plain"
            })
    void plainTextIsPreferredToAPage(String accept) {
        assertThat(Accept.prefersPlainText(accept)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/*",
                "text/plain;q=0, text/html",
                "text/plain;q=0.5, */*",
                "text/plain;q=0.2,text/html;q=0.3",
                "text/html"
            })
    void aPageIsPreferredToPlainText(String accept) {
        assertThat(Accept.prefersPlainText(accept)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "deflate, gzip;q=0.5, br",
                "gzip;q=0.001",
                "identity;q=0.5, gzip;q=0.5",
                "*",
                "*;q=0.1, identity;q=0",
                "x-gzip",
                "gzip;q=1.0, identity; q=0.5, *;q=0"
            })
    void gzipIsPreferred(String encodings) {
        assertThat(Accept.prefersGzip(encodings)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "identity",
                "gzip;q=0",
                "gzip; q=0.000, *",
                "gzip;q=0.4, identity;q=0.5",
                "gzip;q=0.4, *;q=0.5",
                "deflate, br",
                "*;q=0",
                "*;q=0.2, identity",
                "identity;q=0",
                "gzipped"
            })
    void noEncodingIsPreferred(String encodings) {
        assertThat(Accept.prefersGzip(encodings)).isFalse();
    }

    @Test
    void whoSaysNothingGetsText() {
        assertThat(Accept.prefersOpenMetrics(null)).isFalse();
        assertThat(Accept.prefersGzip(null)).isFalse();
    }
}
