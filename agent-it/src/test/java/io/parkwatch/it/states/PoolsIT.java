// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.states;

import static io.parkwatch.it.states.StatesIT.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.Map;
import org.apache.commons.logging.LogFactory;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.pool.ConnPoolControl;
import org.reactivestreams.Publisher;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;

class PoolsIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void aWaitInAPoolShowsHowManyAreOutIdleAndWanted(Stage stage) {
        try (WatchedJvm jvm = stage.program(Pools.class)
                .with(GenericObjectPool.class)
                .with(HikariDataSource.class)
                .with(LoggerFactory.class)
                .with(PoolingHttpClientConnectionManager.class)
                .with(ConnPoolControl.class)
                .with(LogFactory.class)
                .with(ConnectionEndpoint.class)
                .with(StrictConnPool.class)
                .with(InstrumentedPool.class)
                .with(Mono.class)
                .with(Publisher.class)
                .also("program=io.parkwatch.it.states.")
                .start()) {
            jvm.awaitReport(report -> {
                assertThat(state(report, "foundAsABean"))
                        .isEqualTo(Map.of("out", 2, "idle", 0, "wanted", 2, "waiters", 2));
                assertThat(state(report, "foundByItsEvictor"))
                        .isEqualTo(Map.of("out", 1, "idle", 0, "wanted", 1, "waiters", 1));
                assertThat(state(report, "foundByTheTask"))
                        .isEqualTo(Map.of("out", 1, "idle", 0, "wanted", 1, "waiters", 1));
                assertThat(state(report, "leasesOfHttp4"))
                        .isEqualTo(Map.of("out", 1, "idle", 0, "wanted", 1, "waiters", 1));
                assertThat(state(report, "leasesOfHttp5")).isEqualTo(Map.of("out", 2, "idle", 0, "wanted", 3));
                assertThat(state(report, "leasesOfTwo")).isEmpty();
                assertThat(state(report, "blocks")).isEqualTo(Map.of("out", 1, "idle", 0, "wanted", 2));
                assertThat(state(report, "notFound")).isEqualTo(Map.of("waiters", 1));
                assertThat(state(report, "connects"))
                        .isEqualTo(Map.of("out", 2, "idle", 0, "wanted", 3, "putters", 0, "takers", 3));
                assertThat(state(report, "empty")).isEqualTo(Map.of("out", 0, "idle", 0, "wanted", 1, "waiters", 1));
                assertThat(report.finding("empty").text("summary"))
                        .endsWith(": nothing is handed out, so nothing can come back");
                assertThat(report.finding("connects").text("summary")).doesNotContain("handed out");
                assertThat(report.finding("connects").text("advice")).startsWith("Give each object back");
            });
        }
    }
}
