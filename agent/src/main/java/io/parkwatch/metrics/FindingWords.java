// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import io.parkwatch.text.Printable;
import java.util.List;

/** The labels that describe a fingerprint. Unknown ones are empty, which Prometheus treats as no label. */
record FindingWords(
        String fingerprint,
        Role role,
        String operation,
        String channel,
        String waitsAt,
        String createdAt,
        String channelCreatedAt) {
    /** The most characters of one label (contract). */
    static final int MOST_CHARS = 1_000;

    static FindingWords of(Finding f) {
        return new FindingWords(
                f.fingerprint(),
                f.role(),
                cut(f.operation()),
                cut(f.channel().type()),
                cut(f.waitsAt().text()),
                stack(f.createdAt()),
                stack(f.channel().createdAt()));
    }

    /**
     * Returns these labels with missing ones filled from a later look. Creation places are sampled, and each change of
     * a label creates another series, so known labels stay.
     */
    FindingWords completedBy(Finding later) {
        if (!channel.isEmpty() && !createdAt.isEmpty() && !channelCreatedAt.isEmpty()) {
            return this;
        }
        return new FindingWords(
                fingerprint,
                role,
                operation,
                channel.isEmpty() ? cut(later.channel().type()) : channel,
                waitsAt,
                createdAt.isEmpty() ? stack(later.createdAt()) : createdAt,
                channelCreatedAt.isEmpty() ? stack(later.channel().createdAt()) : channelCreatedAt);
    }

    private static String stack(List<Frame> frames) {
        StringBuilder text = new StringBuilder();
        for (Frame frame : frames) {
            text.append(text.isEmpty() ? "" : " < ").append(frame.text());
        }
        return cut(text.toString());
    }

    static String cut(String words) {
        return Printable.cut(MOST_CHARS, Printable.of(words));
    }
}
