// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.micrometer.common.util.internal.logging.AbstractInternalLogger;
import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;
import org.jspecify.annotations.Nullable;

/** Creates loggers that log nothing. */
final class SilentLoggers extends InternalLoggerFactory {
    @Override
    protected InternalLogger newInstance(String name) {
        return new Silent(name);
    }

    /** Implements every method: a proxy of the interface would make the first scrape start the proxy generator. */
    @SuppressWarnings("MissingOverride") // on every line
    private static final class Silent extends AbstractInternalLogger {
        private static final long serialVersionUID = 1L;

        Silent(String name) {
            super(name);
        }

        public boolean isTraceEnabled() {
            return false;
        }

        public void trace(String text) {}

        public void trace(String text, @Nullable Object one) {}

        public void trace(String text, @Nullable Object one, @Nullable Object other) {}

        public void trace(String text, @Nullable Object... all) {}

        public void trace(String text, Throwable cause) {}

        public boolean isDebugEnabled() {
            return false;
        }

        public void debug(String text) {}

        public void debug(String text, @Nullable Object one) {}

        public void debug(String text, @Nullable Object one, @Nullable Object other) {}

        public void debug(String text, @Nullable Object... all) {}

        public void debug(String text, Throwable cause) {}

        public boolean isInfoEnabled() {
            return false;
        }

        public void info(String text) {}

        public void info(String text, @Nullable Object one) {}

        public void info(String text, @Nullable Object one, @Nullable Object other) {}

        public void info(String text, @Nullable Object... all) {}

        public void info(String text, Throwable cause) {}

        public boolean isWarnEnabled() {
            return false;
        }

        public void warn(String text) {}

        public void warn(String text, @Nullable Object one) {}

        public void warn(String text, @Nullable Object one, @Nullable Object other) {}

        public void warn(String text, @Nullable Object... all) {}

        public void warn(String text, Throwable cause) {}

        public boolean isErrorEnabled() {
            return false;
        }

        public void error(String text) {}

        public void error(String text, @Nullable Object one) {}

        public void error(String text, @Nullable Object one, @Nullable Object other) {}

        public void error(String text, @Nullable Object... all) {}

        public void error(String text, Throwable cause) {}
    }
}
