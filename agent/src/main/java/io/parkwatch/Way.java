// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * One of the two ways of {@link Entry}, taken once, with the rights of our own classes: the starter has the program's, and threads inherit
 * the rights of those that make them. Behind a type of the JDK's, so that the starter of the same jar comes in without reflection.
 */
public final class Way implements InvocationHandler, PrivilegedAction<Boolean> {
    private final boolean attached;
    private Object[] parameters = {};
    private @Nullable Exception failed;

    /** That of {@code -javaagent}; made by the starter, by name. */
    public Way() {
        this(false);
    }

    Way(boolean attached) {
        this.attached = attached;
    }

    /**
     * For the holder of the JVM's own instrumentation, who may do all: the starter is open to the program.
     *
     * @param parameters those of the ways, in order
     */
    @Override
    @SuppressWarnings("removal") // only calls it where there are no security managers any more
    public Boolean invoke(@Nullable Object self, @Nullable Method none, Object[] parameters) throws Exception {
        this.parameters = parameters;
        boolean jvms = parameters[1].getClass().getModule().equals(Instrumentation.class.getModule());
        Boolean stays = jvms ? AccessController.doPrivileged(this) : run();
        if (failed != null) {
            throw failed;
        }
        return stays;
    }

    @Override
    public Boolean run() {
        try {
            String text = (String) parameters[0];
            Instrumentation instrumentation = (Instrumentation) parameters[1];
            byte[] hub = (byte[]) parameters[2];
            return attached ? Entry.told(text, instrumentation, hub) : Entry.premain(text, instrumentation, hub);
        } catch (Exception e) { // the JDK's own wrapper would be one more class at each start
            failed = e;
            return false;
        }
    }
}
