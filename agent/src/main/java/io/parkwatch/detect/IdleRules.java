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
 * The rows of {@code idle-waits.tsv}, whose head says what they hold. A new case is a row there and a stack in the
 * test.
 */
final class IdleRules {
    private static final String TABLE = "idle-waits.tsv";
    private static final String CLOSE_FUTURE = "io.netty.channel.AbstractChannel$CloseFuture";

    /** Threads that have nothing to do. */
    final List<IdleRule> idle = new ArrayList<>();

    /** Where a {@code main} waits for the end of the program. */
    final List<IdleRule> ends = new ArrayList<>();

    /** Where one joins the forks of its scope. */
    final List<IdleRule> scopes = new ArrayList<>();

    /**
     * Reads them. Throws where the agent's jar does not give them: without them every idle worker would be a finding.
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

    /** Whether a thread with this stack has nothing to do. */
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

    /** Netty's {@code closeFuture().sync()}: the network ends it, and a server's lasts as long as the server. */
    static boolean isConnectionsEnd(@Nullable String monitor) {
        return monitor != null && (monitor.equals(CLOSE_FUTURE) || monitor.endsWith('.' + CLOSE_FUTURE));
    }
}
