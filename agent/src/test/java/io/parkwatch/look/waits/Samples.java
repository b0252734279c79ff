// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Stack;
import java.util.List;

/** Samples for tests of waits. */
public final class Samples {
    private Samples() {}

    public static Observation observation() {
        Stack stack = new Stack(List.of(new Frame("com.acme.Shop", "buy", "Shop.java", 1, false)));
        return Observation.at(stack).thread(1, "").virtual(true).build();
    }
}
