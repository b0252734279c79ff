// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.microhttp.Header;

class HostCheckTest {
    private final HostCheck check = new HostCheck("Metrics.internal", List.of("shop.example", "Shop-7"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:9699",
                "10.1.2.255:80",
                "0.0.0.0",
                "[::1]",
                "[::1]:9699",
                "[fe80::1%eth0]:9699",
                "::1",
                "[::ffff:127.0.0.1]",
                "localhost",
                "LOCALHOST:9699",
                "metrics.internal",
                "metrics.internal:9699",
                "shop.example",
                "SHOP.example:9699",
                "shop-7:9699",
                "127.0.0.1:"
            })
    void addressesAndOurNamesAreAllowed(String host) {
        assertThat(check.allows(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":9699",
                "evil.example",
                "evil.example:9699",
                "x.shop.example",
                "shop.example.evil",
                "shop-7:9699:1",
                "127.0.0.1.evil.example",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "localhost.evil.example",
                "localhost:9699@evil",
                "localhost:port",
                "[evil.example]",
                "[::1]evil",
                "[::1",
                "[]",
                "2130706433",
                "127.0.0.1:999999",
                "127.0.0.1 evil.example",
                "127.0.0.1.",
                "1.2.3.4\nx"
            })
    void allElseIsNot(String host) {
        assertThat(check.allows(host)).isFalse();
    }

    @Test
    void twoHostsAreNotAllowedAndNoneOnlyBeforeHttp11() {
        Header ours = new Header("Host", "localhost");
        assertThat(check.allows("HTTP/1.1", List.of(ours))).isTrue();
        assertThat(check.allows("HTTP/1.1", List.of(ours, ours))).isFalse();
        assertThat(check.allows("HTTP/1.1", List.of())).isFalse();
        assertThat(check.allows("HTTP/1.0", List.of())).isTrue();
    }
}
