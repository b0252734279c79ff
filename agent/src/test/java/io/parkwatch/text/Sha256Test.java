// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
    @Test
    void itIsTheJdksForEveryLengthAroundSomeBlocks() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            String jdks = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

            assertThat(Sha256.hex(text.toString(), 64)).isEqualTo(jdks);
            assertThat(Sha256.hex(text.toString(), 16)).isEqualTo(jdks.substring(0, 16));
            text.append((char) ('a' + i));
        }
    }
}
