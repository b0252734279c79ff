// SPDX-License-Identifier: Apache-2.0
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parkwatch.api.Finding;
import io.parkwatch.api.Parkwatch;
import io.parkwatch.micrometer.ParkwatchMetrics;
import java.util.function.Function;

/** An application that asks the agent. It is loaded in several loaders, each with the API and a registry. */
public final class Tenant implements Function<String, String> {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ParkwatchMetrics metrics = new ParkwatchMetrics();

    public Tenant() {
        metrics.bindTo(registry);
    }

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
            case "url":
                return Parkwatch.agent().flatMap(agent -> agent.url()).orElse("none");
            case "meters":
                return meters();
            case "close":
                metrics.close();
                return registry.getMeters().size() + " meters";
            default:
                return "what is " + question + "?";
        }
    }

    /** Reads all meters, as a registry does that publishes them. */
    private String meters() {
        int values = 0;
        double stuck = 0;
        for (Meter meter : registry.getMeters()) {
            for (Measurement measurement : meter.measure()) {
                values++;
                boolean counts = meter instanceof Gauge
                        && meter.getId().getName().equals("parkwatch.stuck.threads")
                        && "stuck".equals(meter.getId().getTag("verdict"));
                stuck += counts ? measurement.getValue() : 0;
            }
        }
        return values == 0 ? "none" : (int) stuck + " stuck";
    }
}
