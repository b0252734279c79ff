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

/** States of an agent that tests show. */
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
        return of(f, f.fingerprint(), verdict, f.role(), count, leaked, f.waitsAt(), f.channel(), f.threads());
    }

    static Finding with(Finding f, List<StuckThread> threads) {
        return of(f, f.fingerprint(), f.verdict(), f.role(), f.count(), f.leaked(), f.waitsAt(), f.channel(), threads);
    }

    static Finding at(Finding f, Frame waitsAt) {
        return of(f, f.fingerprint(), f.verdict(), f.role(), f.count(), f.leaked(), waitsAt, f.channel(), f.threads());
    }

    static Finding on(Channel channel) {
        Finding f = Samples.leakedSender();
        return of(f, f.fingerprint(), f.verdict(), f.role(), f.count(), f.leaked(), f.waitsAt(), channel, f.threads());
    }

    /** A lock at {@code com.acme.Stock.reserve}, that two threads more wait for than an hour ago. */
    static Finding lock() {
        return of(
                Samples.leakedSender(),
                "00000000000000bb",
                Verdict.STUCK,
                Role.LOCK,
                1_204,
                0,
                Samples.frame("com.acme.Stock", "reserve", 88),
                new Channel("java.util.concurrent.locks.ReentrantLock", Kind.NONE, null, null, List.of(), List.of()),
                Samples.leakedSender().threads());
    }

    /** Its names are what a hostile program would choose. */
    static Finding hostile() {
        String name = "\u001b[2J\r\n\u202e\u4e2d\u6587\ud83d\ude00e\u0301".repeat(20);
        return of(
                Samples.leakedSender(),
                "00000000000000cc",
                Verdict.STUCK,
                Role.WAITER,
                Integer.MAX_VALUE,
                0,
                new Frame("com.acme." + name, name, name, 1, false),
                new Channel(name, Kind.NONE, null, null, List.of(), List.of()),
                Samples.leakedSender().threads());
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

    private static Finding of(
            Finding f,
            String fingerprint,
            Verdict verdict,
            Role role,
            int count,
            int leaked,
            Frame at,
            Channel channel,
            List<StuckThread> threads) {
        return new Finding(
                fingerprint,
                verdict,
                role,
                role == Role.LOCK ? "lock" : f.operation(),
                f.summary(),
                f.advice(),
                count,
                leaked,
                f.oldestSeconds(),
                f.firstSeen(),
                role == Role.LOCK ? (Integer) (count - 2) : f.countHourAgo(),
                at,
                channel,
                threads,
                f.stack(),
                f.createdAt(),
                f.alsoCreatedAt());
    }
}
