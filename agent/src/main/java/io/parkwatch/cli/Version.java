// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.support.AgentVersion;
import picocli.CommandLine.IVersionProvider;

final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Parkwatch " + AgentVersion.number()};
    }
}
