// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Kind;
import java.util.Map;

/** How much room a type has that is known by name alone, for a channel whose instance was not found. */
final class KnownKinds {
    private static final Map<String, Kind> KINDS = Map.of(
            "java.util.concurrent.SynchronousQueue", Kind.RENDEZVOUS,
            "java.util.concurrent.Exchanger", Kind.RENDEZVOUS,
            "java.util.concurrent.ArrayBlockingQueue", Kind.BOUNDED,
            "java.util.concurrent.SubmissionPublisher", Kind.BOUNDED,
            "java.util.concurrent.LinkedTransferQueue", Kind.UNBOUNDED,
            "java.util.concurrent.PriorityBlockingQueue", Kind.UNBOUNDED,
            "java.util.concurrent.DelayQueue", Kind.UNBOUNDED);

    private KnownKinds() {}

    static Kind of(String type) {
        return KINDS.getOrDefault(type, Kind.NONE);
    }
}
