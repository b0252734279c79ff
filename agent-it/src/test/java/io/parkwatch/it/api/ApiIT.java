// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Compiled;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import io.parkwatch.it.undo.Traces;
import io.parkwatch.it.undo.Visitor;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Tests the API in two applications of one JVM that the agent visits twice. */
class ApiIT {
    private static final String OPTIONS = "threshold=200ms,interval=100ms,port=0,log=off";
    private static final String WATCHED = "true Parkwatch 1.0.0 watches this JVM (threshold 200ms)";
    private static final Path LIBRARIES = Path.of(property("libraries"));

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    /** Returns the API, the binder, Micrometer, and what it needs. */
    private static List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        jars.add(LIBRARIES.resolve("api/target/parkwatch-api.jar"));
        jars.add(LIBRARIES.resolve("micrometer/target/parkwatch-micrometer.jar"));
        try (Stream<Path> others = Files.list(Path.of(property("micrometer.jars")))) {
            others.forEach(jars::add);
        }
        return jars;
    }

    @OnEachJdk
    void applicationsAskTheAgentThatIsThere(Stage stage) throws Exception {
        Launch launch = stage.program(Tenants.class).withoutAgent();
        List<Path> jars = jars();
        Path tenant = Compiled.beside(ApiIT.class, "Tenant", launch.folder().resolve("tenant"), jars);
        StringBuilder classPath = new StringBuilder(tenant.toString());
        jars.forEach(jar -> classPath.append(File.pathSeparator).append(jar));
        try (WatchedJvm jvm = launch.args(classPath.toString()).start()) {
            Asked asked = new Asked(jvm);
            assertThat(asked.both("status")).containsOnly("false no Parkwatch agent is in this JVM");
            assertThat(asked.both("findings")).containsOnly("");
            assertThat(asked.both("meters")).containsOnly("none");
            asked.ask("stick");

            Visitor visitor = new Visitor(jvm);
            visitor.command("attach " + OPTIONS);
            assertThat(asked.both("status")).containsOnly(WATCHED);
            WatchedJvm.await("the finding in both applications")
                    .untilAsserted(() -> assertThat(asked.both("findings"))
                            .allMatch(
                                    line -> line.startsWith("sender stuck 1 at " + Tenants.class.getName() + ".put(")));
            WatchedJvm.await("the meters in both applications")
                    .untilAsserted(() -> assertThat(asked.both("meters")).containsOnly("1 stuck"));
            String url = asked.ask("url", "one");
            WatchedJvm.await("a look after the series were read")
                    .until(() ->
                            metrics(url).contains("parkwatch_exported_elsewhere_info{by=\"parkwatch-micrometer\"} 1"));

            assertThat(asked.ask("undeploy", "one")).isEqualTo("0 meters");
            WatchedJvm.await("the end of an application's loader, while the agent is there")
                    .until(() -> asked.ask("gone", "one").equals("true"));

            visitor.command("detach");
            assertThat(asked.ask("status", "two"))
                    .isEqualTo("false no Parkwatch agent watches this JVM now: it has left, or is just starting");
            assertThat(asked.ask("findings", "two")).isEmpty();
            WatchedJvm.await("no meters").until(() -> asked.ask("meters", "two").equals("none"));

            visitor.command("attach " + OPTIONS);
            assertThat(asked.ask("status", "two")).isEqualTo(WATCHED);
            WatchedJvm.await("the finding again")
                    .until(() -> asked.ask("findings", "two").startsWith("sender stuck 1 "));
            WatchedJvm.await("the meters again")
                    .until(() -> asked.ask("meters", "two").equals("1 stuck"));

            visitor.command("detach");
            asked.ask("undeploy", "two");
            WatchedJvm.await("the end of the other loader")
                    .until(() -> asked.ask("gone", "two").equals("true"));
            new Traces(stage, jvm).awaitNone();
        }
    }

    private static String metrics(String url) throws Exception {
        try (InputStream in = URI.create(url + "metrics").toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The questions to a program. */
    private static final class Asked {
        private final WatchedJvm jvm;
        private int number;

        Asked(WatchedJvm jvm) {
            this.jvm = jvm;
        }

        String ask(String... words) {
            String question = words[0] + " q" + ++number + (words.length > 1 ? " " + words[1] : "");
            jvm.send(question);
            return jvm.awaitLine(question + ": ").substring(question.length() + 2);
        }

        List<String> both(String question) {
            return List.of(ask(question, "one"), ask(question, "two"));
        }
    }
}
