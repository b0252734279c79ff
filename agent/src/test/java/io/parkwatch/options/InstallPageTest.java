// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Compares docs/install.md and the files that it names with the options. */
class InstallPageTest {
    private static final Path PAGE = Path.of("..", "docs", "install.md");
    private static final Path FILES = Path.of("..", "monitoring", "kubernetes");
    private static final Pattern AGENT = Pattern.compile("-javaagent:([^\\s'\"`<=]+)(?:=([^\\s'\"`<\\]]+))?");
    private static final Pattern VARIABLE = Pattern.compile("PARKWATCH_(\\w+)(?:=([^\\s`]+))?");
    private static final Pattern PROPERTY = Pattern.compile("(?:-D|<|')parkwatch\\.(\\w+)(?:(?:=|>|', ')([^\\s'<]+))?");
    private static final Pattern FILE = Pattern.compile("\\(\\.\\./monitoring/kubernetes/([\\w.-]+)\\)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]*)(?:#([^)]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theOptionsOfEachAgentAreAccepted() throws Exception {
        List<MatchResult> agents = matches(AGENT, page());
        assertThat(agents).hasSizeGreaterThanOrEqualTo(12);
        for (MatchResult agent : agents) {
            assertThat(agent.group(1)).matches(".*(\\.jar|:jar}|singleFile})");
            if (agent.group(2) != null) {
                assertThat(OptionsParser.parse(agent.group(2)))
                        .as(agent.group())
                        .isNotEqualTo(OptionsParser.parse(""));
            }
        }
        assertThat(agents.stream().filter(agent -> agent.group(2) != null)).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void theVariablesAndPropertiesAreOptionsWithValuesThatCount() throws Exception {
        List<MatchResult> variables = matches(VARIABLE, page());
        assertThat(variables).hasSizeGreaterThanOrEqualTo(8);
        for (MatchResult variable : variables) {
            String name = variable.group(1);
            assertThat(name).isUpperCase();
            accepted(name.toLowerCase(Locale.ROOT), variable.group(2));
        }
        List<MatchResult> properties = matches(PROPERTY, page());
        assertThat(properties).hasSizeGreaterThanOrEqualTo(4);
        for (MatchResult property : properties) {
            accepted(property.group(1), property.group(2));
        }
    }

    @Test
    void thePageNamesEachFileForKubernetes() throws Exception {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(matches(FILE, page()).stream().map(match -> match.group(1)))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
        for (MatchResult block : matches(YAML, page())) {
            assertThat(new YAMLMapper().readTree(block.group(1)).isObject()).isTrue();
        }
    }

    @Test
    void theInitContainerCopiesTheJarToWhereTheServiceReadsIt() throws Exception {
        JsonNode patch = read("deployment-patch.yml", "apps/v1", "Deployment");
        JsonNode pod = patch.at("/spec/template/spec");
        JsonNode init = pod.at("/initContainers/0");
        JsonNode service = pod.at("/containers/0");
        String volume = pod.at("/volumes/0/name").stringValue();
        assertThat(pod.at("/volumes/0").has("emptyDir")).isTrue();
        assertThat(init.at("/name").stringValue()).isNotBlank();
        assertThat(init.at("/image").stringValue()).isNotBlank();
        assertThat(init.at("/volumeMounts/0/name").stringValue()).isEqualTo(volume);
        assertThat(service.at("/name").stringValue()).isNotBlank();
        assertThat(service.at("/volumeMounts/0/name").stringValue()).isEqualTo(volume);

        String copy = init.at("/command/2").stringValue();
        assertThat(copy).startsWith(init.at("/volumeMounts/0/mountPath").stringValue() + '/');
        assertThat(copy).startsWith(service.at("/volumeMounts/0/mountPath").stringValue() + '/');
        for (JsonNode variable : service.at("/env")) {
            String name = variable.at("/name").stringValue();
            String value = variable.at("/value").stringValue();
            if (name.equals("JAVA_TOOL_OPTIONS")) {
                assertThat(value).isEqualTo("-javaagent:" + copy);
            } else {
                assertThat(name).startsWith("PARKWATCH_");
                accepted(name.substring("PARKWATCH_".length()).toLowerCase(Locale.ROOT), value);
            }
        }
        JsonNode port = service.at("/ports/0");
        assertThat(port.at("/containerPort").asString())
                .isEqualTo(OptionsParser.defaults().get("port"));
        JsonNode monitor = read("pod-monitor.yml", "monitoring.coreos.com/v1", "PodMonitor");
        assertThat(monitor.at("/spec/podMetricsEndpoints/0/port").stringValue())
                .isEqualTo(port.at("/name").stringValue());
    }

    @Test
    void theLinksLeadSomewhere() throws Exception {
        for (MatchResult link : matches(LINK, page())) {
            Path file = link.group(1).isEmpty() ? PAGE : PAGE.resolveSibling(link.group(1));
            assertThat(file).as(link.group()).exists();
            if (link.group(2) != null) {
                assertThat(matches(HEADING, Files.readString(file)).stream().map(match -> anchor(match.group(1))))
                        .as(link.group())
                        .contains(link.group(2));
            }
        }
    }

    /** Checks an option of a variable or a property; a value of null stands where the page gives only the name. */
    private static void accepted(String key, @Nullable String value) throws OptionsException {
        if (key.equals("enabled")) {
            assertThat(value).isIn("true", "false");
        } else {
            assertThat(OptionsParser.defaults()).containsKey(key);
            if (value != null) {
                OptionsParser.parse("", Map.of(), Map.of(key, value));
            }
        }
    }

    private static JsonNode read(String file, String version, String kind) throws IOException {
        JsonNode tree = new YAMLMapper().readTree(Files.readString(FILES.resolve(file)));
        assertThat(tree.at("/apiVersion").stringValue()).isEqualTo(version);
        assertThat(tree.at("/kind").stringValue()).isEqualTo(kind);
        assertThat(tree.at("/metadata/name").stringValue()).isNotBlank();
        return tree;
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
    }

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
