// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Operation;
import io.parkwatch.detect.ProgramFrames;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.ObservedChannel;
import java.util.List;

/** Names what one wait waits for. */
public final class WaitedFor {
    private WaitedFor() {}

    /** Returns {@code ReentrantLock made at com.acme.Shop.<init>(Shop.java:12)}, without a place if none is known. */
    public static String text(Classification is, Observation wait, ProgramFrames program) {
        Operation operation = is instanceof Classification.Stuck stuck
                ? stuck.operation()
                : is instanceof Classification.Main main ? main.operation() : null;
        if (operation == null) {
            return "";
        }
        ObservedChannel channel = wait.channel();
        String type = channel == null || operation.isAround(channel) ? operation.type() : channel.type();
        if (wait.of() != null) {
            return "monitor of the class " + wait.of();
        }
        String thing = operation.name().equals("synchronized") ? Nouns.monitor(type) : Nouns.name(type);
        List<Frame> made = channel == null || channel.createdAt() == null
                ? List.of()
                : program.creation(channel.createdAt().frames());
        return made.isEmpty() ? thing : thing + " made at " + made.get(0).text();
    }
}
