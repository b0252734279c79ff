// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Parkwatch " + number()};
    }

    /** Returns the version number alone, {@code unknown} outside a jar. */
    static String number() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/io/parkwatch/version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            // The version stays unknown.
        }
        return properties.getProperty("version", "unknown");
    }
}
