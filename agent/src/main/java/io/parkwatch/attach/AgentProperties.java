// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers those who attach. The attach API reads the JVM's agent properties without loading anything. This object
 * serves as their defaults, so that a value is made only when it is read, and all is gone when the agent leaves. As a
 * function it takes commands from later arrivals in other loaders: only JDK types cross.
 */
public final class AgentProperties extends Properties implements Function<String, @Nullable String> {
    private static final long serialVersionUID = 1;

    /** The key of a {@link AgentReply}, as text. */
    public static final String TOLD = "parkwatch";

    /**
     * The key of the last refusal, as an exit code and a reason: {@code 2 unknown option x=1: …}. Absent if the last
     * command was not refused.
     */
    public static final String REFUSED = "parkwatch.refused";

    private final transient Supplier<String> told;
    private final transient Function<String, @Nullable String> commands;

    /**
     * Creates properties that answer nothing until they are installed.
     *
     * @param told makes the text of a {@link AgentReply}
     * @param commands carries out a command; returns empty if done, null if this agent has just left, else why not
     */
    public AgentProperties(Supplier<String> told, Function<String, @Nullable String> commands) {
        this.told = told;
        this.commands = commands;
        // Lists the name; this value is never read.
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
            // The reader must get the JVM's other properties, and null would end the JVM's loop over them.
            return "";
        }
    }

    @Override
    public @Nullable String apply(String command) {
        return commands.apply(command);
    }

    /** Starts to answer. Needs {@code jdk.internal.vm} and {@code java.util} open to the agent. */
    public void install() throws ReflectiveOperationException {
        defaults().setVolatile(jvms(), this);
    }

    public void uninstall() throws ReflectiveOperationException {
        defaults().compareAndSet(jvms(), this, null);
    }

    /** Returns the agent that watches this JVM, whatever its loader and release; null if there is none. */
    @SuppressWarnings("unchecked") // its class name identifies an agent
    public static @Nullable Function<String, @Nullable String> living() throws ReflectiveOperationException {
        Object there = defaults().getVolatile(jvms());
        boolean ours = there != null && there.getClass().getName().equals(AgentProperties.class.getName());
        return ours ? (Function<String, @Nullable String>) there : null;
    }

    /** Leaves the reason of a refusal for the command that attached; null removes it. */
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
}
