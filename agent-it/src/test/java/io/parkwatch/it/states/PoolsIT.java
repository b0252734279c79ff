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
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.slf4j.LoggerFactory;

class PoolsIT {
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void aWaitInAPoolShowsHowManyAreOutIdleAndWanted(Stage stage) {
        try (WatchedJvm jvm = stage.program(Pools.class)
                .with(GenericObjectPool.class)
                .with(HikariDataSource.class)
                .with(LoggerFactory.class)
                .also("program=io.parkwatch.it.states.")
                .start()) {
            jvm.awaitReport(report -> {
                assertThat(state(report, "foundAsABean"))
                        .isEqualTo(Map.of("out", 2, "idle", 0, "wanted", 2, "waiters", 2));
                assertThat(state(report, "foundByItsEvictor"))
                        .isEqualTo(Map.of("out", 1, "idle", 0, "wanted", 1, "waiters", 1));
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
