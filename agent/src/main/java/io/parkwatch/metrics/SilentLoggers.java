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
    private static final class Silent extends AbstractInternalLogger {
        private static final long serialVersionUID = 1L;

        Silent(String name) {
            super(name);
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public void trace(String text) {}

        @Override
        public void trace(String text, @Nullable Object one) {}

        @Override
        public void trace(String text, @Nullable Object one, @Nullable Object other) {}

        @Override
        public void trace(String text, @Nullable Object... all) {}

        @Override
        public void trace(String text, Throwable cause) {}

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public void debug(String text) {}

        @Override
        public void debug(String text, @Nullable Object one) {}

        @Override
        public void debug(String text, @Nullable Object one, @Nullable Object other) {}

        @Override
        public void debug(String text, @Nullable Object... all) {}

        @Override
        public void debug(String text, Throwable cause) {}

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public void info(String text) {}

        @Override
        public void info(String text, @Nullable Object one) {}

        @Override
        public void info(String text, @Nullable Object one, @Nullable Object other) {}

        @Override
        public void info(String text, @Nullable Object... all) {}

        @Override
        public void info(String text, Throwable cause) {}

        @Override
        public boolean isWarnEnabled() {
            return false;
        }

        @Override
        public void warn(String text) {}

        @Override
        public void warn(String text, @Nullable Object one) {}

        @Override
        public void warn(String text, @Nullable Object one, @Nullable Object other) {}

        @Override
        public void warn(String text, @Nullable Object... all) {}

        @Override
        public void warn(String text, Throwable cause) {}

        @Override
        public boolean isErrorEnabled() {
            return false;
        }

        @Override
        public void error(String text) {}

        @Override
        public void error(String text, @Nullable Object one) {}

        @Override
        public void error(String text, @Nullable Object one, @Nullable Object other) {}

        @Override
        public void error(String text, @Nullable Object... all) {}

        @Override
        public void error(String text, Throwable cause) {}
    }
}
