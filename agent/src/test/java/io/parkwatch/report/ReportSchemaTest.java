// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.Unproved;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Place;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Snapshot.Ended;
import io.parkwatch.finding.Snapshot.ProofRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares docs/report.schema.json with the reports. The schema allows fields that it does not know, the test none. */
class ReportSchemaTest {
    private static final Path SCHEMA = Path.of("..", "docs", "report.schema.json");

    private static Stream<Snapshot> reports() {
        return Stream.of(
                Samples.full(),
                Samples.deadlock(),
                Samples.quiet(),
                Samples.coroutines(),
                Samples.hostile(),
                Samples.snapshot(Samples.huge(30)),
                Samples.with(Samples.full(), Samples.UNSEEN),
                Samples.with(Samples.full(), Samples.STARVED),
                rest());
    }

    /** A report with the fields that the other samples lack. */
    private static Snapshot rest() {
        Finding leaked = Samples.leakedSender();
        Place place = new Place(1, List.of(Samples.frame("com.acme.Search", "next", 43)));
        Channel channel = new Channel(
                "java.lang.Class",
                Kind.NONE,
                null,
                null,
                List.of(),
                List.of(),
                "com.acme.Pool",
                2,
                "com.acme.Registry",
                Map.of("waiters", 2));
        Finding finding = Samples.like(
                        leaked, leaked.fingerprint(), leaked.role(), leaked.operation(), channel, leaked.waitsAt())
                .calledAt(place.stack().get(0))
                .alsoWaitsAt(List.of(place))
                .notProved(List.of(new Unproved("timed wait", 1)))
                .heldBy(new Holder(0, "reply", false, Holder.COROUTINE), List.of())
                .lastHour(List.of(0, 2, 3))
                .build();
        Snapshot snapshot = Samples.snapshot(finding);
        return snapshot.toBuilder()
                .findingsLeftOut(3)
                .ended(List.of(new Ended("00000000000000aa", "1 thread waited", snapshot.at(), 4)))
                .proof(new ProofRun(snapshot.at(), "debugger attached"))
                .build();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void aReportHasTheFieldsOfTheSchemaAndNoOthers(Snapshot snapshot) throws IOException {
        JsonObject strict = JsonParser.parseString(Files.readString(SCHEMA)).getAsJsonObject();
        close(strict);

        assertThat(schema(strict.toString()).validate(ReportJson.of(snapshot), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void aFieldOfALaterReleaseIsNoError() throws IOException {
        JsonObject report =
                JsonParser.parseString(ReportJson.of(Samples.full())).getAsJsonObject();
        report.addProperty("colour", "red");

        assertThat(schema(Files.readString(SCHEMA)).validate(report.toString(), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void aReportWithoutAnAnswerIsAnError() throws IOException {
        JsonObject report =
                JsonParser.parseString(ReportJson.of(Samples.full())).getAsJsonObject();
        report.remove("findings");
        report.getAsJsonObject("watched").addProperty("stuck", "three");

        assertThat(schema(Files.readString(SCHEMA)).validate(report.toString(), InputFormat.JSON))
                .hasSize(2);
    }

    @Test
    void theSchemaHasNoFieldThatNoReportHas() throws IOException {
        Set<String> documented = new TreeSet<>();
        properties(JsonParser.parseString(Files.readString(SCHEMA)), documented);
        Set<String> given = new TreeSet<>();
        reports().forEach(snapshot -> names(JsonParser.parseString(ReportJson.of(snapshot)), given));

        assertThat(given).containsAll(documented);
    }

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    /** Forbids fields that the schema does not name. */
    private static void close(JsonElement schema) {
        if (schema.isJsonObject()) {
            JsonObject object = schema.getAsJsonObject();
            object.asMap().values().forEach(ReportSchemaTest::close);
            if (object.has("properties") && !object.has("additionalProperties")) {
                object.addProperty("additionalProperties", false);
            }
        }
    }

    private static void properties(JsonElement schema, Set<String> names) {
        if (schema.isJsonObject()) {
            JsonObject object = schema.getAsJsonObject();
            if (object.has("properties")) {
                names.addAll(object.getAsJsonObject("properties").keySet());
            }
            object.asMap().values().forEach(value -> properties(value, names));
        }
    }

    private static void names(JsonElement json, Set<String> names) {
        if (json.isJsonObject()) {
            names.addAll(json.getAsJsonObject().keySet());
            json.getAsJsonObject().asMap().values().forEach(value -> names(value, names));
        } else if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(value -> names(value, names));
        }
    }
}
