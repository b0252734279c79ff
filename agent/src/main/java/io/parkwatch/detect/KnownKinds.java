// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Kind;

/** The kinds of types that are known by name, for a channel whose instance was not found. */
final class KnownKinds {
    private KnownKinds() {}

    static Kind of(String type) {
        return switch (type) {
            case "java.util.concurrent.SynchronousQueue", "java.util.concurrent.Exchanger" -> Kind.RENDEZVOUS;
            case "java.util.concurrent.ArrayBlockingQueue", "java.util.concurrent.SubmissionPublisher" -> Kind.BOUNDED;
            case "java.util.concurrent.LinkedTransferQueue",
                    "java.util.concurrent.PriorityBlockingQueue",
                    "java.util.concurrent.DelayQueue" -> Kind.UNBOUNDED;
            default -> Kind.NONE;
        };
    }
}
