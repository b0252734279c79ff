// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnOldestAndNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Tests the series that a fleet asks for: since when, in which release, and how often a finding came. */
class SeriesIT {
    private static final String OPTIONS = "threshold=1s,interval=200ms,port=0,report={name}report.json";

    @OnOldestAndNewestJdk
    void aFindingHasItsDateAndItsCountFrom0(Stage stage) throws Exception {
        Instant before = Instant.now();
        try (WatchedJvm jvm = stage.program(OneSender.class)
                .options(OPTIONS + ",service=shop/1.4.2")
                .start()) {
            FindingView finding = jvm.awaitFindings(1).findings().get(0);
            String labels = "{fingerprint=\"" + finding.text("fingerprint") + "\",role=\"sender\"}";

            assertThat(Http.value(jvm, "parkwatch_finding_stuck_total" + labels))
                    .isEqualTo("0.0");
            jvm.settled(3);
            assertThat(Http.value(jvm, "parkwatch_finding_stuck_total" + labels))
                    .isEqualTo("1.0");
            assertThat(seconds(Http.value(jvm, "parkwatch_finding_first_seen_timestamp_seconds" + labels)))
                    .isBetween(before.getEpochSecond(), Instant.now().getEpochSecond());
            assertThat(seconds(Http.value(jvm, "process_start_time_seconds ")))
                    .isBetween(before.getEpochSecond() - 1, Instant.now().getEpochSecond());
            assertThat(Http.value(jvm, "target_info{service_name=\"shop\",service_version=\"1.4.2\"}"))
                    .isEqualTo("1");
            assertThat(jvm.report().json().getAsJsonObject("service").toString())
                    .isEqualTo("{\"name\":\"shop\",\"version\":\"1.4.2\"}");

            jvm.release();
            jvm.awaitNoFindings();
            assertThat(Http.value(jvm, "parkwatch_finding_stuck_total" + labels))
                    .isEqualTo("1.0");
        }
    }

    private static long seconds(@Nullable String value) {
        return (long) Double.parseDouble(String.valueOf(value));
    }

    @OnOldestAndNewestJdk
    void theServiceIsNamedByTheEnvironmentElseByTheMainJarElseByNobody(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(OneSender.class)
                .named("environment")
                .options(OPTIONS)
                .environment("OTEL_SERVICE_NAME", "cart")
                .environment("OTEL_RESOURCE_ATTRIBUTES", "service.name=other,service.version=7")
                .start()) {
            jvm.awaitFindings(1);
            assertThat(Http.value(jvm, "target_info")).isNotNull();
            assertThat(Http.value(jvm, "target_info{service_name=\"cart\",service_version=\"7\"}"))
                    .isEqualTo("1");
        }
        Launch packed = stage.program(OneSender.class).named("jar").options(OPTIONS);
        try (WatchedJvm jvm =
                packed.jar(jar(packed.folder().resolve("shop 2.jar"))).start()) {
            jvm.awaitFindings(1);
            assertThat(Http.value(jvm, "target_info{service_name=\"shop\",service_version=\"2\"}"))
                    .isEqualTo("1");
        }
        try (WatchedJvm jvm =
                stage.program(OneSender.class).named("nobody").options(OPTIONS).start()) {
            jvm.awaitFindings(1);
            assertThat(Http.value(jvm, "target_info")).isNull();
            assertThat(jvm.report().json().has("service")).isFalse();
        }
    }

    private static Path jar(Path file) throws Exception {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, OneSender.class.getName());
        main.put(Attributes.Name.CLASS_PATH, Launch.where(OneSender.class).toUri() + "");
        main.put(Attributes.Name.IMPLEMENTATION_TITLE, "shop");
        main.put(Attributes.Name.IMPLEMENTATION_VERSION, "2");
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
        return file;
    }
}
