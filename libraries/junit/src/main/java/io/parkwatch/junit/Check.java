// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Judges a test or class when JUnit closes what it has kept for it: after all callbacks of other extensions, which may
 * end its threads. JUnit 5.12 closes what implements the one interface, 6 what implements the other.
 */
@SuppressWarnings("deprecation") // of the interface in newer releases
record Check(TestRun run, Judged judged, ExtensionContext context)
        implements AutoCloseable, ExtensionContext.Store.CloseableResource {
    @Override
    public void close() {
        if (judged.ended == null) {
            run.end(judged);
        }
        String scope = judged.settings.scope();
        if (scope.equals("method") || (scope.equals("class") && judged.isContainer)) {
            run.judge(judged, context);
        }
    }
}
