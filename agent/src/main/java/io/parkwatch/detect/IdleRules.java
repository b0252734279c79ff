// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code idle-waits.tsv}, whose header explains the columns. A new case needs a row there and a stack in
 * the test.
 */
final class IdleRules {
    private static final String TABLE = "idle-waits.tsv";
    private static final String CLOSE_FUTURE = "io.netty.channel.AbstractChannel$CloseFuture";

    /** Waits of threads that have nothing to do. */
    final List<IdleRule> idle = new ArrayList<>();

    /** Waits of {@code main} for the end of the program. */
    final List<IdleRule> ends = new ArrayList<>();

    /** Waits of {@code main} that joins the forks of its scope. */
    final List<IdleRule> scopes = new ArrayList<>();

    /**
     * Reads the table. Throws if the agent's jar does not contain it: without it every idle worker would be a finding.
     */
    IdleRules() {
        for (String line : text().split("\n", -1)) {
            if (!line.isEmpty() && line.charAt(0) != '#') {
                add(line);
            }
        }
    }

    private static String text() {
        try (InputStream in = IdleRules.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("the agent's jar has no " + TABLE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        int pattern = line.indexOf('\t') + 1;
        int method = line.indexOf('#') + 1;
        int between = line.indexOf('\t', method) + 1;
        String verdict = line.substring(0, pattern - 1);
        List<IdleRule> rows = switch (verdict) {
            case "idle" -> idle;
            case "end" -> ends;
            case "scope" -> scopes;
            default -> throw new IllegalStateException(TABLE + ": " + line);
        };
        rows.add(new IdleRule(
                line.substring(pattern, method - 1),
                line.substring(method, between - 1),
                line.substring(between, line.indexOf('\t', between))));
    }

    /** Reports whether a thread with this stack has nothing to do. */
    boolean isIdle(List<Frame> frames) {
        return anyMatches(idle, frames);
    }

    static boolean anyMatches(List<IdleRule> rows, List<Frame> frames) {
        for (IdleRule row : rows) {
            if (row.matches(frames)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reports whether this is the wait of Netty's {@code closeFuture().sync()}. The network ends it, and a server's
     * wait lasts as long as the server.
     */
    static boolean isConnectionsEnd(@Nullable String monitor) {
        return monitor != null && (monitor.equals(CLOSE_FUTURE) || monitor.endsWith('.' + CLOSE_FUTURE));
    }
}
