// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.families.Family;
import io.parkwatch.finding.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code idle-waits.tsv}, whose header explains the columns, and those of the families of channels. A new
 * case needs a row in one of the tables and a stack in the test.
 */
final class IdleRules {
    private static final String TABLE = "idle-waits.tsv";
    private static final String CLOSE_FUTURE = "io.netty.channel.AbstractChannel$CloseFuture";

    private final ProgramFrames program;

    /** Waits of threads that have nothing to do. */
    final List<Row> idle = new ArrayList<>();

    /** Waits of {@code main} for the end of the program. */
    final List<Row> ends = new ArrayList<>();

    /** Waits of {@code main} that joins the forks of its scope. */
    final List<Row> scopes = new ArrayList<>();

    /** Reads the tables. Throws if the agent's jar lacks one: without it every idle worker would be a finding. */
    IdleRules(List<Family> families, ProgramFrames program) {
        this.program = program;
        read(IdleRules.class, TABLE);
        for (Family family : families) {
            String table = family.idleWaits();
            if (table != null) {
                read(family.getClass(), table);
            }
        }
    }

    private void read(Class<?> beside, String table) {
        String text;
        try (InputStream in = beside.getResourceAsStream(table)) {
            if (in == null) {
                throw new IllegalStateException("the agent's jar has no " + table + " of " + beside.getName());
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty() && line.charAt(0) != '#') {
                add(line);
            }
        }
    }

    private void add(String line) {
        int pattern = line.indexOf('\t') + 1;
        int method = line.indexOf('#') + 1;
        int between = line.indexOf('\t', method) + 1;
        int reason = line.indexOf('\t', between) + 1;
        String verdict = line.substring(0, pattern - 1);
        List<Row> rows = switch (verdict) {
            case "idle" -> idle;
            case "end" -> ends;
            case "scope" -> scopes;
            default -> throw new IllegalStateException(TABLE + ": " + line);
        };
        rows.add(new Row(
                line.substring(pattern, method - 1),
                line.substring(method, between - 1),
                line.substring(between, reason - 1),
                line.substring(reason)));
    }

    /** Returns why a thread with this stack has nothing to do; null if it may have. */
    @Nullable
    Row idle(List<Frame> frames) {
        return match(idle, frames);
    }

    boolean anyMatches(List<Row> rows, List<Frame> frames) {
        return match(rows, frames) != null;
    }

    private @Nullable Row match(List<Row> rows, List<Frame> frames) {
        for (Row row : rows) {
            if (row.matches(frames, program)) {
                return row;
            }
        }
        return null;
    }

    /**
     * Reports whether this is the wait of Netty's {@code closeFuture().sync()}. The network ends it, and a server's
     * wait lasts as long as the server.
     */
    static boolean isConnectionsEnd(@Nullable String monitor) {
        return monitor != null && (monitor.equals(CLOSE_FUTURE) || monitor.endsWith('.' + CLOSE_FUTURE));
    }

    /**
     * One way to be idle: a method on the stack with no frame of the program between it and the wait. Such a frame may
     * be the program's handler, and a leak in there must be found.
     *
     * @param marker class of the method that marks an idle thread; every class with this prefix if it ends in {@code .}
     *     or {@code $}
     * @param method name of the method, that of a lambda without its number; {@code *} for any
     * @param library prefix of the classes allowed in between, besides the JDK's and queues: the table's column
     *     {@code between}
     * @param reason why the thread is innocent
     */
    record Row(String marker, String method, String library, String reason) {

        /**
         * The method of a pool's worker that takes a task. A queue of the program may run any frames in there, since no
         * task runs in it.
         */
        private static final String POOL = "getTask";

        boolean matches(List<Frame> frames, ProgramFrames program) {
            for (int i = 0; i < frames.size(); i++) {
                String home = home(frames.get(i));
                if (home != null) {
                    return isInnocent(frames.subList(0, i), home + library, program)
                            || (method.equals(POOL)
                                    && i > 0
                                    && frames.get(i - 1).queue());
                }
            }
            return false;
        }

        private static boolean isInnocent(List<Frame> between, String library, ProgramFrames program) {
            for (Frame frame : between) {
                boolean innocent = frame.queue()
                        || program.isLibrary(frame.className())
                        || frame.className().startsWith(library);
                if (!innocent) {
                    return false;
                }
            }
            return true;
        }

        /** Compares a method name. Strips only the numbers of lambdas: it is expensive, and runs per row and frame. */
        private boolean isNamed(String name) {
            return method.equals("*")
                    || method.equals(name)
                    || (method.indexOf('$') >= 0 && name.indexOf('$') >= 0 && method.equals(Names.plainMethod(name)));
        }

        /**
         * Returns the prefix before the library's own names: empty, or the packages of a library that shades it, as in
         * {@code net.logstash.logback.encoder.com.lmax.disruptor.BatchEventProcessor}. Null if the frame is not the
         * marker.
         */
        private @Nullable String home(Frame frame) {
            String name = frame.className();
            if (!isNamed(frame.method())) {
                return null;
            }
            boolean open = marker.endsWith(".") || marker.endsWith("$");
            if (open ? name.startsWith(marker) : name.equals(marker)) {
                return "";
            }
            int at = open ? name.indexOf('.' + marker) : name.length() - marker.length() - 1;
            boolean copy = at > 0 && name.startsWith('.' + marker, at);
            return copy ? name.substring(0, at + 1) : null;
        }
    }
}
