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
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Tests the API in two applications of one JVM that the agent visits twice. */
class ApiIT {
    private static final String OPTIONS = "threshold=200ms,interval=100ms,port=0,log=off";
    private static final String WATCHED = "true Parkwatch 1.0.0 watches this JVM (threshold 200ms)";
    private static final Path API = Path.of(Objects.requireNonNull(System.getProperty("parkwatch.api.jar")));

    @OnEachJdk
    void applicationsAskTheAgentThatIsThere(Stage stage) throws Exception {
        Launch launch = stage.program(Tenants.class).withoutAgent();
        Path tenant = Compiled.beside(ApiIT.class, "Tenant", launch.folder().resolve("tenant"), List.of(API));
        try (WatchedJvm jvm = launch.args(tenant + File.pathSeparator + API).start()) {
            Asked asked = new Asked(jvm);
            assertThat(asked.both("status")).containsOnly("false no Parkwatch agent is in this JVM");
            assertThat(asked.both("findings")).containsOnly("");
            asked.ask("stick");

            Visitor visitor = new Visitor(jvm);
            visitor.command("attach " + OPTIONS);
            assertThat(asked.both("status")).containsOnly(WATCHED);
            WatchedJvm.await("the finding in both applications")
                    .untilAsserted(() -> assertThat(asked.both("findings"))
                            .allMatch(
                                    line -> line.startsWith("sender stuck 1 at " + Tenants.class.getName() + ".put(")));
            assertThat(asked.both("series")).allMatch(line -> line.matches("[1-9]\\d+ series"));
            String url = asked.ask("url", "one");
            WatchedJvm.await("a look after the series were read")
                    .until(() -> metrics(url).contains("parkwatch_exported_elsewhere_info{by=\"tenant\"} 1"));

            asked.ask("undeploy", "one");
            WatchedJvm.await("the end of an application's loader, while the agent is there")
                    .until(() -> asked.ask("gone", "one").equals("true"));

            visitor.command("detach");
            assertThat(asked.ask("status", "two"))
                    .isEqualTo("false no Parkwatch agent watches this JVM now: it has left, or is just starting");
            assertThat(asked.ask("findings", "two")).isEmpty();
            assertThat(asked.ask("series", "two")).isEqualTo("0 series");

            visitor.command("attach " + OPTIONS);
            assertThat(asked.ask("status", "two")).isEqualTo(WATCHED);
            WatchedJvm.await("the finding again")
                    .until(() -> asked.ask("findings", "two").startsWith("sender stuck 1 "));

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
