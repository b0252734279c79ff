// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.micrometer.ParkwatchMetrics;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ParkwatchAutoConfigurationTest {
    private static final String EXPOSED = "management.endpoints.web.exposure.include=parkwatch";

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ParkwatchAutoConfiguration.class));

    @Test
    void allIsThereWhereTheEndpointIsExposed() {
        application
                .withPropertyValues(EXPOSED)
                .run(context -> assertThat(context)
                        .hasSingleBean(ParkwatchMetrics.class)
                        .hasSingleBean(ParkwatchEndpoint.class)
                        .hasSingleBean(ParkwatchHealthIndicator.class)
                        .hasBean("parkwatchHealthIndicator"));
    }

    @Test
    void theEndpointIsNotExposedByItself() {
        application.run(context -> assertThat(context).doesNotHaveBean(ParkwatchEndpoint.class));
    }

    @Test
    void theUsualPropertiesSwitchEachPartOff() {
        application
                .withPropertyValues(EXPOSED, "management.endpoint.parkwatch.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(ParkwatchEndpoint.class));
        for (String property :
                new String[] {"management.health.parkwatch.enabled=false", "management.health.defaults.enabled=false"
                }) {
            application
                    .withPropertyValues(property)
                    .run(context -> assertThat(context).doesNotHaveBean(ParkwatchHealthIndicator.class));
        }
    }

    @Test
    void anApplicationWithoutTheActuatorStarts() {
        application
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate", "org.springframework.boot.health", "io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ParkwatchMetrics.class)
                        .doesNotHaveBean(ParkwatchEndpoint.class)
                        .doesNotHaveBean(ParkwatchHealthIndicator.class));
    }

    @Test
    void withoutAnAgentTheEndpointSaysSo() {
        ParkwatchEndpoint endpoint = new ParkwatchEndpoint();

        assertThat(endpoint.report()).isEqualTo(Map.of("status", "no Parkwatch agent is in this JVM"));
        assertThat(endpoint.finding("f40a9946ddf2377c")).isNull();
    }
}
