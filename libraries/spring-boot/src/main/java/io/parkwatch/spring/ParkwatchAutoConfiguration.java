// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.parkwatch.micrometer.ParkwatchMetrics;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Each part is there if the part of Spring Boot that it serves is. */
@AutoConfiguration
public final class ParkwatchAutoConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Metrics {
        @Bean
        @ConditionalOnMissingBean
        ParkwatchMetrics parkwatchMetrics() {
            return new ParkwatchMetrics();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    static class Endpoint {
        @Bean
        @ConditionalOnAvailableEndpoint
        @ConditionalOnMissingBean
        ParkwatchEndpoint parkwatchEndpoint() {
            return new ParkwatchEndpoint();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    static class Health {
        /** Its name in the health is that of the bean without the ending. */
        @Bean
        @ConditionalOnEnabledHealthIndicator("parkwatch")
        @ConditionalOnMissingBean
        ParkwatchHealthIndicator parkwatchHealthIndicator() {
            return new ParkwatchHealthIndicator();
        }
    }
}
