// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnOldestAndNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.net.InetAddress;
import java.net.ServerSocket;

class PortsIT {
    private static ServerSocket taken() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static String options(String port) {
        return "threshold=1s,interval=200ms,report=report.json,port=" + port;
    }

    @OnOldestAndNewestJdk
    void aPortInUseCostsHttpAlone(Stage stage) throws Exception {
        try (ServerSocket taken = taken();
                WatchedJvm jvm = stage.program(OneSender.class)
                        .options(options("" + taken.getLocalPort()))
                        .start()) {
            jvm.awaitFindings(1);

            assertThat(jvm.agentLines())
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line).contains("port", "" + taken.getLocalPort()));
            assertThat(jvm.agentLines()).contains("watching (threshold 1s)");
        }
    }

    @OnOldestAndNewestJdk
    void theFirstFreePortOfARangeIsTaken(Stage stage) throws Exception {
        try (ServerSocket taken = taken();
                WatchedJvm jvm = stage.program(OneSender.class)
                        .options(options(taken.getLocalPort() + "-" + (taken.getLocalPort() + 20)))
                        .start()) {
            int port = Http.port(jvm);

            assertThat(port).isBetween(taken.getLocalPort() + 1, taken.getLocalPort() + 20);
            assertThat(Http.get(port, "/report").statusCode()).isIn(200, 503);
        }
    }

    @OnOldestAndNewestJdk
    void offMeansThatNobodyListens(Stage stage) {
        try (WatchedJvm jvm =
                stage.program(OneSender.class).options(options("off")).start()) {
            jvm.awaitFindings(1);

            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
        }
    }
}
