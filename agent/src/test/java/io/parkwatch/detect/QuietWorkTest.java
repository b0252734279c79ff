// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietWorkTest {
    private static final Frame RUN = frame("java.lang.Thread", "run", 1583);
    private static final Frame INITIALIZES = frame("com.acme.Prices", "<clinit>", 7);

    @Test
    void whoStandsInJavaCodeOfAnInitializerWaitsForAnother() {
        assertThat(of(INITIALIZES, RUN)).isEqualTo(QuietWork.INITIALIZES);
        assertThat(of(frame("com.acme.Shop", "open", 9), INITIALIZES, RUN)).isEqualTo(QuietWork.INITIALIZES);
        assertThat(of(frame("java.lang.Class", "forName0", -2), INITIALIZES, RUN))
                .isEqualTo(QuietWork.INITIALIZES);
    }

    @Test
    void whoIsInNativeCodeOrInNoInitializerDoesNot() {
        Frame load = frame("jdk.internal.loader.NativeLibraries", "load", -2);

        assertThat(of(load, INITIALIZES, RUN)).isEqualTo(QuietWork.OTHER);
        assertThat(of(frame("sun.nio.ch.EPoll", "wait", -2), RUN)).isEqualTo(QuietWork.OTHER);
        assertThat(of(frame("com.acme.Shop", "open", 9), RUN)).isEqualTo(QuietWork.OTHER);
        assertThat(of()).isEqualTo(QuietWork.OTHER);
    }

    @Test
    void aSocketReadIsOneWhereverItsCallerStands() {
        Frame read = frame("sun.nio.ch.SocketDispatcher", "read0", -2);
        Frame impl = frame("sun.nio.ch.NioSocketImpl", "implRead", 309);

        assertThat(of(read, impl, INITIALIZES, RUN)).isEqualTo(QuietWork.READS_SOCKET);
        assertThat(of(read, frame("com.acme.Own", "implRead", 1), RUN)).isEqualTo(QuietWork.OTHER);
    }

    private static String of(Frame... frames) {
        return QuietWork.of(List.of(frames));
    }

    private static Frame frame(String type, String method, int line) {
        return new Frame(type, method, "X.java", line, false);
    }
}
