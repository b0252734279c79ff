// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final Operation PUT =
            new Operation(Role.SENDER, "put", "java.util.concurrent.SynchronousQueue", 3, false);
    private static final Frame AT = Waits.frame("com.acme.Search.lambda$first$0");
    private static final Frame FROM = Waits.frame("com.acme.Shop$1.run");

    @Test
    void itIsTheSameInEveryInstanceAfterEveryRestartAndInEveryRelease() {
        // A golden value: dashboards, silences and ignore= contain it. It is the SHA-256 of the role, put, the type,
        // waitsAt and the outermost frame, joined by \n.
        assertThat(of(PUT, AT, FROM)).isEqualTo("d9eccabb507b8e6e");
    }

    @Test
    void linesAndFilesDoNotChangeIt() {
        Frame moved = new Frame(AT.className(), AT.method(), null, 99, false);

        assertThat(of(PUT, moved, FROM)).isEqualTo(of(PUT, AT, FROM));
    }

    @Test
    void numbersOfACompilerDoNotChangeIt() {
        assertThat(of(PUT, Waits.frame("com.acme.Search.lambda$first$3"), Waits.frame("com.acme.Shop$7.run")))
                .isEqualTo(of(PUT, AT, FROM));
    }

    @Test
    void whichFrameSaidItAndWhoseQueueItIsDoNotChangeIt() {
        Operation deeper = new Operation(Role.SENDER, "put", "java.util.concurrent.SynchronousQueue", 9, true);

        assertThat(of(deeper, AT, FROM)).isEqualTo(of(PUT, AT, FROM));
    }

    @Test
    void everythingElseDoes() {
        String own = of(PUT, AT, FROM);

        assertThat(own)
                .isNotEqualTo(of(new Operation(Role.RECEIVER, "put", PUT.type(), 3, false), AT, FROM))
                .isNotEqualTo(of(new Operation(Role.SENDER, "offer", PUT.type(), 3, false), AT, FROM))
                .isNotEqualTo(of(new Operation(Role.SENDER, "put", "other.Type", 3, false), AT, FROM))
                .isNotEqualTo(of(PUT, Waits.frame("com.acme.Search.second"), FROM))
                .isNotEqualTo(of(PUT, AT, Waits.frame("com.acme.Cart.run")))
                .isNotEqualTo(of(PUT, FROM, AT));
    }

    private static String of(Operation operation, Frame waitsAt, Frame outermost) {
        return Fingerprint.of(operation, operation.type(), waitsAt, outermost);
    }
}
