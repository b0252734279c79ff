// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** {@link Entry#premain} behind a type of the JDK's, so that the starter of the same jar calls it without reflection. */
public final class Premain implements InvocationHandler {
    /** Made by the starter, by name. */
    public Premain() {}

    /** {@code parameters}: those of {@link Entry#premain}, in order. */
    @Override
    public Object invoke(Object self, @Nullable Method none, Object[] parameters) throws Exception {
        return Entry.premain((String) parameters[0], (Instrumentation) parameters[1], (byte[]) parameters[2]);
    }
}
