// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Compares with Gson's writer, which wrote the reports of earlier builds. */
class JsonWriterTest {
    @Test
    void everyCharacterIsWrittenAsGsonWritesIt() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String text = "a" + c + "b" + c;
            assertThat(written(json -> json.value(text))).isEqualTo(gson(text));
        }
        assertThat(written(json -> json.value(""))).isEqualTo("\"\"");
    }

    private static String gson(String text) {
        StringWriter out = new StringWriter();
        try (com.google.gson.stream.JsonWriter json = new com.google.gson.stream.JsonWriter(out)) {
            json.value(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString();
    }

    @Test
    void commasStandBetweenWhatFollowsAnother() {
        assertThat(written(json -> json.beginObject()
                        .name("a")
                        .value(1)
                        .name("b")
                        .beginArray()
                        .beginObject()
                        .endObject()
                        .beginObject()
                        .seconds("c", 0.5)
                        .name("d")
                        .value(true)
                        .endObject()
                        .jsonValue("{}")
                        .value("e")
                        .endArray()
                        .name("f")
                        .beginArray()
                        .endArray()
                        .name("g")
                        .value(Long.MIN_VALUE)
                        .endObject()))
                .isEqualTo(
                        "{\"a\":1,\"b\":[{},{\"c\":0.5,\"d\":true},{},\"e\"],\"f\":[],\"g\":" + Long.MIN_VALUE + "}");
    }

    private interface Writing {
        JsonWriter to(JsonWriter json);
    }

    private static String written(Writing what) {
        StringBuilder out = new StringBuilder();
        what.to(new JsonWriter(out));
        return out.toString();
    }
}
