// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of the jar, which is both agent and command line. */
public final class AgentVersion {
    private AgentVersion() {}

    public static String number() {
        Properties properties = new Properties();
        try (InputStream in = AgentVersion.class.getResourceAsStream("/io/parkwatch/version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            // The version stays unknown, which does no harm.
        }
        return properties.getProperty("version", "unknown");
    }
}
