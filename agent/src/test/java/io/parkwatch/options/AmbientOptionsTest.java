// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmbientOptionsTest {
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();

    private final AmbientOptions ambient = new AmbientOptions() {
        @Override
        protected @Nullable String property(String name) {
            asked.add(name);
            return properties.get(name);
        }

        @Override
        protected @Nullable String variable(String name) {
            asked.add(name);
            return variables.get(name);
        }

        @Override
        protected void line(String text) {
            lines.add(text);
        }
    };

    @TempDir
    Path folder;

    @Test
    void theTextCountsBeforeAPropertyAPropertyBeforeAVariableAVariableBeforeAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("p.properties"), "traces=1\ninterval=1s\nport=1\nthreshold=1s");
        variables.put("PARKWATCH_CONFIG", file.toString());
        variables.put("PARKWATCH_INTERVAL", "2s");
        variables.put("PARKWATCH_PORT", "2");
        variables.put("PARKWATCH_THRESHOLD", "2s");
        properties.put("parkwatch.port", "3");
        properties.put("parkwatch.threshold", "3s");

        Options options = parse("threshold=4s");
        assertThat(options.traces()).isEqualTo(1);
        assertThat(options.intervalText()).isEqualTo("2s");
        assertThat(options.firstPort()).isEqualTo(3);
        assertThat(options.thresholdText()).isEqualTo("4s");
        assertThat(lines).isEmpty();
    }

    @Test
    void eachKeyOfTheOptionsHasAPropertyAndAVariable() throws Exception {
        parse("");
        for (String key : OptionsParser.defaults().keySet()) {
            assertThat(asked).contains("parkwatch." + key, "PARKWATCH_" + key.toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void aBadValueCostsALineAndTheNextSourceCounts() throws Exception {
        properties.put("parkwatch.threshold", "soon");
        variables.put("PARKWATCH_THRESHOLD", "9s");
        variables.put("PARKWATCH_TRACES", "-1");
        variables.put("PARKWATCH_CONFIG", folder.resolve("none").toString());

        Options options = parse("");
        assertThat(options.thresholdText()).isEqualTo("9s");
        assertThat(options.traces()).isEqualTo(1_000);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("parkwatch.threshold is left out: bad option threshold=soon: allowed is ");
        assertThat(lines.get(1)).startsWith("PARKWATCH_TRACES is left out: bad option traces=-1: allowed is ");
        assertThat(lines.get(2)).startsWith("PARKWATCH_CONFIG is left out: bad option config=");
    }

    @Test
    void aFileWithAnUnknownKeyIsLeftOutAsAWhole() throws Exception {
        Path file = Files.writeString(folder.resolve("p.properties"), "traces=1\ncolour=red");
        variables.put("PARKWATCH_CONFIG", file.toString());

        assertThat(parse("").traces()).isEqualTo(1_000);
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("PARKWATCH_CONFIG is left out: unknown option colour=red");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp", "sctp"})
    void whatKubernetesMakesOfAServiceNamedParkwatchIsNoOption(String protocol) throws Exception {
        variables.put("PARKWATCH_PORT", protocol + "://10.0.0.7:9699");
        variables.put("PARKWATCH_SERVICE_HOST", "10.0.0.7");
        variables.put("PARKWATCH_PORT_9699_TCP", "tcp://10.0.0.7:9699");

        assertThat(parse("")).isEqualTo(OptionsParser.parse(""));
        assertThat(lines).isEmpty();
    }

    @Test
    void anEmptyValueCountsAsNotSet() throws Exception {
        variables.put("PARKWATCH_THRESHOLD", "");
        variables.put("PARKWATCH_CONFIG", " ");

        assertThat(parse("")).isEqualTo(OptionsParser.parse(""));
        assertThat(lines).isEmpty();
    }

    @Test
    void aCommandsOwnDefaultsCountBeforeWhatTheServiceWasStartedWith() throws Exception {
        Path file = Files.writeString(folder.resolve("p.properties"), "threshold=3s\ntraces=1");
        variables.put("PARKWATCH_THRESHOLD", "10m");
        variables.put("PARKWATCH_PROGRAM", "com.acme.");
        Map<String, String> once = OptionsParser.defaults("once");

        Options options = ambient.parse("", once);
        assertThat(options.thresholdText()).isEqualTo("5s");
        assertThat(options.program()).containsExactly("com.acme.");
        Options with = ambient.parse("config=" + file, once);
        assertThat(with.thresholdText()).isEqualTo("3s");
        assertThat(with.traces()).isEqualTo(1);
        assertThat(with.http()).isFalse();
    }

    @Test
    void aWrongTextIsAnErrorAsBefore() {
        variables.put("PARKWATCH_THRESHOLD", "9s");
        assertThatThrownBy(() -> parse("threshold=soon")).isInstanceOf(OptionsException.class);
    }

    @ParameterizedTest
    @CsvSource({
        ",, true",
        "true,, true",
        "TRUE,, true",
        "false,, false",
        "False,, false",
        ", false, false",
        "true, false, true",
        "false, true, false",
        "no, false, false",
        "0,, true"
    })
    void theAgentIsWantedUnlessEnabledIsFalse(String property, String variable, boolean wanted) {
        properties.put("parkwatch.enabled", property);
        variables.put("PARKWATCH_ENABLED", variable);
        assertThat(ambient.enabled()).isEqualTo(wanted);
    }

    private Options parse(String text) throws OptionsException {
        return ambient.parse(text, Map.of());
    }
}
