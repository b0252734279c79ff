// SPDX-License-Identifier: Apache-2.0
import io.parkwatch.api.Finding;
import io.parkwatch.api.Parkwatch;
import java.util.function.Function;

/** An application that asks the agent. It is loaded in several loaders, each with the API. */
public final class Tenant implements Function<String, String> {
    @Override
    public String apply(String question) {
        switch (question) {
            case "status":
                return Parkwatch.present() + " " + Parkwatch.status();
            case "findings":
                StringBuilder findings = new StringBuilder();
                for (Finding f : Parkwatch.findings()) {
                    findings.append(f.role() + " " + f.verdict() + " " + f.count() + " at " + f.waitsAt() + ";");
                }
                return findings.toString();
            case "series":
                return Parkwatch.series("tenant").size() + " series";
            case "url":
                return Parkwatch.agent().flatMap(agent -> agent.url()).orElse("none");
            case "close":
                return "closed";
            default:
                return "what is " + question + "?";
        }
    }
}
