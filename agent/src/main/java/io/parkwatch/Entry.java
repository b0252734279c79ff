// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.attach.AgentProperties;
import io.parkwatch.attach.Tenure;
import io.parkwatch.look.jvm.Packages;
import io.parkwatch.options.AmbientOptions;
import io.parkwatch.options.Options;
import io.parkwatch.options.OptionsException;
import io.parkwatch.options.OptionsParser;
import io.parkwatch.support.AgentVersion;
import io.parkwatch.support.Stderr;
import io.parkwatch.weave.HubHome;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The two entry points into a JVM. Starters of every release rely on their names and parameters. Each returns whether
 * an agent of this class loader stays; if not, the starter closes the loader.
 */
public final class Entry {
    private Entry() {}

    /**
     * Starts the agent for {@code -javaagent}. Bad options print one line, and the program runs without the agent.
     *
     * @param options the text after {@code -javaagent:parkwatch.jar=}
     * @param hub the class file of the hub
     */
    public static boolean premain(String options, Instrumentation instrumentation, byte[] hub) throws Exception {
        if (UninvitedJvms.here(instrumentation) || !new AmbientOptions().enabled()) {
            return false;
        }
        String out = ThisJvm.unsupported();
        if (out == null) {
            Packages.open(instrumentation);
            out = ThisJvm.records();
        }
        if (out != null) {
            Stderr.line(out);
            return false;
        }
        try {
            String refused = start(options, Map.of(), false, Tenure.FOR_GOOD, instrumentation, hub);
            if (refused != null) {
                Stderr.line(refused);
            }
            return refused == null;
        } catch (OptionsException e) {
            Stderr.line(e.getMessage() + "; the program runs without the agent");
            return false;
        }
    }

    /**
     * Carries out a command that comes through the attach API. An agent that already runs in this JVM carries it out,
     * whatever its release.
     *
     * @param command {@code attach}, {@code keep} (attach with the short threshold of a report), {@code once} (for one
     *     report) or {@code while} (while somebody reads), each with options after a space; {@code prove},
     *     {@code leave} (detach an agent that came for a command) or {@code detach}
     */
    public static boolean agentmain(String command, Instrumentation instrumentation, byte[] hub) throws Exception {
        return new Way(true).invoke(null, null, new Object[] {command, instrumentation, hub});
    }

    private static boolean command(String command, Instrumentation instrumentation, byte[] hub) throws Exception {
        Packages.open(instrumentation);
        AgentProperties.refused(null);
        String refused;
        try {
            Function<String, @Nullable String> there = AgentProperties.living();
            refused = there == null ? null : there.apply(command);
            refused = refused == null ? arrive(command, instrumentation, hub) : refused;
        } catch (Exception | LinkageError e) {
            refused = "1 the command " + command + " failed: " + e;
        }
        if (refused != null && !refused.isEmpty()) {
            AgentProperties.refused(refused);
            Stderr.line(refused.substring(2));
        }
        return refused == null;
    }

    /**
     * Carries out a command in a JVM without an agent. Returns null if an agent of this loader watches now, empty if
     * the command is done, else the error.
     */
    private static @Nullable String arrive(String command, Instrumentation instrumentation, byte[] hub)
            throws Exception {
        String[] parts = command.split(" ", 2);
        String what = parts[0];
        switch (what) {
            case "attach", "keep", "once", "while" -> {}
            case "detach", "leave" -> {
                return "";
            }
            default -> {
                return "2 Parkwatch " + AgentVersion.number() + " does not know the command " + what;
            }
        }
        String out = ThisJvm.unsupported() == null ? ThisJvm.records() : ThisJvm.unsupported();
        if (out != null) {
            return "3 " + out;
        }
        try {
            String options = parts.length == 1 ? "" : parts[1].strip();
            String refused = start(options, OptionsParser.defaults(what), true, Tenure.of(what), instrumentation, hub);
            return refused == null ? null : "1 " + refused;
        } catch (OptionsException e) {
            return "2 " + e.getMessage();
        }
    }

    /** Returns the reason why the agent stays out, or null if it watches. Requires the JDK's packages to be open. */
    private static @Nullable String start(
            String options,
            Map<String, String> defaults,
            boolean attached,
            Tenure tenure,
            Instrumentation instrumentation,
            byte[] hub)
            throws Exception {
        Options parsed = new AmbientOptions().parse(options, defaults);
        HubHome home = HubHome.define(hub);
        if (home.isInUse()) {
            return "this JVM is watched already, the second agent stays out: name -javaagent once";
        }
        new Agent(parsed, attached, tenure, instrumentation, home).watch();
        return null;
    }

    /**
     * One of the two entry points, used once, with the permissions of the agent's classes. The starter has the
     * program's permissions, and a thread inherits those of its creator. It implements a JDK type so that the starter
     * of the same jar can call it without reflection.
     */
    public static final class Way implements InvocationHandler, PrivilegedAction<Boolean> {
        private final boolean attached;
        private Object[] parameters = {};
        private @Nullable Exception failed;

        /** Creates the entry point for {@code -javaagent}. The starter calls this by name. */
        public Way() {
            this(false);
        }

        Way(boolean attached) {
            this.attached = attached;
        }

        /**
         * Runs with the agent's permissions, but only for a caller that holds the JVM's own instrumentation: the
         * program can reach the starter, too.
         *
         * @param parameters those of the entry point, in order
         */
        @Override
        @SuppressWarnings("removal") // just runs the action where there are no security managers any more
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
                return attached ? command(text, instrumentation, hub) : premain(text, instrumentation, hub);
            } catch (Exception e) { // PrivilegedActionException would be one more class to load at each start
                failed = e;
                return false;
            }
        }
    }
}
