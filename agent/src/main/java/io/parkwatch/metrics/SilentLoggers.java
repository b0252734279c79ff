// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;
import java.lang.reflect.Proxy;

/** Loggers that say nothing. */
final class SilentLoggers extends InternalLoggerFactory {
    @Override
    protected InternalLogger newInstance(String name) {
        // A proxy, since the interface has some forty methods and all do the same: nothing.
        return (InternalLogger) Proxy.newProxyInstance(
                InternalLogger.class.getClassLoader(), new Class<?>[] {InternalLogger.class}, (proxy, method, args) -> {
                    if (method.getReturnType() == boolean.class) {
                        return false;
                    }
                    return method.getReturnType() == String.class ? name : null;
                });
    }
}
