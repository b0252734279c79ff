// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.attach.Status;
import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.StuckThread;
import io.parkwatch.finding.Verdict;
import io.parkwatch.report.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** States of an agent for the tests of the views. */
final class WatchSamples {
    private WatchSamples() {}

    static Status settled() {
        return status(Duration.ofSeconds(70), Duration.ZERO, 0);
    }

    static Status status(Duration watched, Duration toThreshold, int unread) {
        return new Status(
                "1.0.0",
                true,
                false,
                Instant.parse("2026-11-24T10:59:00Z"),
                "60s",
                "5s",
                watched,
                toThreshold,
                unread,
                "http://127.0.0.1:9699/",
                0,
                "",
                Duration.ZERO,
                Duration.ofSeconds(5));
    }

    static Finding with(Finding f, Verdict verdict, int count, int leaked) {
        return f.toBuilder().verdict(verdict).counts(count, leaked, 0).build();
    }

    static Finding like(Finding f, String fingerprint, Verdict verdict, int count) {
        return Samples.like(f, fingerprint, f.role(), f.operation(), f.channel(), f.waitsAt())
                .verdict(verdict)
                .counts(count, 0, 0)
                .build();
    }

    static Finding with(Finding f, List<StuckThread> threads) {
        return f.toBuilder().threads(threads).build();
    }

    static Finding at(Finding f, Frame waitsAt) {
        return Samples.like(f, f.fingerprint(), f.role(), f.operation(), f.channel(), waitsAt)
                .build();
    }

    static Finding on(String type) {
        Finding f = Samples.leakedSender();
        Channel channel = Samples.channel(type, Kind.NONE, null, null);
        return Samples.like(f, f.fingerprint(), f.role(), f.operation(), channel, f.waitsAt())
                .build();
    }

    /** Returns a lock at {@code com.acme.Stock.reserve}, with two threads more than an hour ago. */
    static Finding lock() {
        Finding f = Samples.leakedSender();
        Channel channel = Samples.channel("java.util.concurrent.locks.ReentrantLock", Kind.NONE, null, null);
        Frame at = Samples.frame("com.acme.Stock", "reserve", 88);
        return Samples.like(f, "00000000000000bb", Role.LOCK, "lock", channel, at)
                .verdict(Verdict.STUCK)
                .counts(1_204, 0, 0)
                .history(f.firstSeen(), 1_202)
                .build();
    }

    /** Returns a finding with the names of a hostile program. */
    static Finding hostile() {
        Finding f = Samples.leakedSender();
        String name = "\u001b[2J\r\n\u202e\u4e2d\u6587\ud83d\ude00e\u0301".repeat(20);
        Channel channel = Samples.channel(name, Kind.NONE, null, null);
        Frame at = new Frame("com.acme." + name, name, name, 1, false);
        return Samples.like(f, "00000000000000cc", Role.WAITER, f.operation(), channel, at)
                .verdict(Verdict.STUCK)
                .counts(Integer.MAX_VALUE, 0, 0)
                .build();
    }

    static List<Finding> many(int count) {
        List<Finding> many = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            many.add(Samples.finding(i, Role.SENDER, 2, 0));
        }
        return many;
    }

    static Snapshot at(String time, Finding... findings) {
        return Samples.snapshot(List.of(findings), Instant.parse(time), List.of(), null);
    }
}
