// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What an agent tells at one moment. As text: the status on the first line, the report on the second.
 *
 * @param report the JSON report of the look that the status speaks of; null: before the first look
 */
public record Told(Status status, @Nullable String report) {
    /** As it goes over the attach channel. */
    public String text() {
        return report == null ? status.json() : status.json() + '\n' + report;
    }

    /** Empty: no agent is there. A {@code RuntimeException} says that what is there is none of ours. */
    public static Optional<Told> read(Properties agentProperties) {
        String text = agentProperties.getProperty(AgentProperties.TOLD, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] lines = text.split("\n", 2);
        return Optional.of(new Told(Status.parse(lines[0]), lines.length == 1 ? null : lines[1]));
    }
}
