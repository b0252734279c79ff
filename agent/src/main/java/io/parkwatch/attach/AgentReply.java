// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an agent at one moment. As text: the status on the first line, the report on the second.
 *
 * @param report the JSON report of the look that the status describes; null before the first look
 */
public record AgentReply(Status status, @Nullable String report) {
    public String text() {
        return report == null ? status.json() : status.json() + '\n' + report;
    }

    /** Reads an answer; empty if there is none. Throws a {@code RuntimeException} if the text is not an agent's. */
    public static Optional<AgentReply> read(Properties agentProperties) {
        String text = agentProperties.getProperty(AgentProperties.TOLD, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] lines = text.split("\n", 2);
        return Optional.of(new AgentReply(Status.parse(lines[0]), lines.length == 1 ? null : lines[1]));
    }
}
