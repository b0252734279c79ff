// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an agent tells those who attach. The JVM has a set of agent properties that the attach API reads without loading
 * anything; this object stands behind it as its defaults, so that a value is made only when it is read, and all is gone
 * when the agent leaves. As a function it takes commands from later arrivals, which lie in other loaders: JDK types
 * alone cross.
 */
public final class AgentProperties extends Properties implements Function<String, @Nullable String> {
    private static final long serialVersionUID = 1;

    /** A {@link Told}. */
    public static final String TOLD = "parkwatch";

    /**
     * The exit code and the reason why the last command was refused, {@code 2 unknown option x=1: …}; absent: it was
     * not.
     */
    public static final String REFUSED = "parkwatch.refused";

    private final transient Supplier<String> told;
    private final transient Function<String, @Nullable String> commands;

    /**
     * Tells nothing until it is installed.
     *
     * @param told makes the text of a {@link Told}, on the JVM's attach thread
     * @param commands carries out a command of the attach channel; empty: done, null: this agent has just left, else
     *     why not, as in {@link #REFUSED}
     */
    public AgentProperties(Supplier<String> told, Function<String, @Nullable String> commands) {
        this.told = told;
        this.commands = commands;
        // The name is listed from here; the value is never read.
        super.setProperty(TOLD, "");
    }

    @Override
    public @Nullable String getProperty(String key) {
        if (!key.equals(TOLD)) {
            return null;
        }
        try {
            return told.get();
        } catch (RuntimeException | Error e) {
            // Whoever reads must get the JVM's other properties; null would end the JVM's loop over them.
            return "";
        }
    }

    @Override
    public @Nullable String apply(String command) {
        return commands.apply(command);
    }

    /** Tells from now on. Needs {@code jdk.internal.vm} and {@code java.util} open to us. */
    public void install() throws ReflectiveOperationException {
        defaults().setVolatile(jvms(), this);
    }

    /** Tells no more. */
    public void uninstall() throws ReflectiveOperationException {
        defaults().compareAndSet(jvms(), this, null);
    }

    /** The agent that watches this JVM, of whatever loader and release. */
    @SuppressWarnings("unchecked") // by its name it is one of ours
    public static Optional<Function<String, @Nullable String>> living() throws ReflectiveOperationException {
        Object there = defaults().getVolatile(jvms());
        boolean ours = there != null && there.getClass().getName().equals(AgentProperties.class.getName());
        return ours ? Optional.of((Function<String, @Nullable String>) there) : Optional.empty();
    }

    /** Leaves the reason of a refusal where who attached finds it; null: takes it away. */
    public static void refused(@Nullable String reason) throws ReflectiveOperationException {
        if (reason == null) {
            jvms().remove(REFUSED);
        } else {
            jvms().setProperty(REFUSED, reason);
        }
    }

    private static Properties jvms() throws ReflectiveOperationException {
        return (Properties) Class.forName("jdk.internal.vm.VMSupport")
                .getMethod("getAgentProperties")
                .invoke(null);
    }

    private static VarHandle defaults() throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(Properties.class, MethodHandles.lookup())
                .findVarHandle(Properties.class, "defaults", Properties.class);
    }

    @Override
    public synchronized boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public synchronized int hashCode() {
        return System.identityHashCode(this);
    }
}
