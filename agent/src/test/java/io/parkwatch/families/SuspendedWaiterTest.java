// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuspendedWaiterTest {
    private static final Stack IN_BUY = new Stack(List.of(
            new Frame("clojure.core.async$chan", "invokeStatic", "async.clj", 100, false),
            new Frame("acme.shop$buy", "invokeStatic", "shop.clj", 12, false)));

    @Test
    void onlyWhoseObjectIsMadeInTheCodeThatStartsItIsStartedThere() {
        assertThat(startedBy("acme.shop$buy").mayStartAt(IN_BUY)).isTrue();
        assertThat(startedBy("acme.shop$bu").mayStartAt(IN_BUY)).isFalse();
        assertThat(startedBy("acme.shop$sell").mayStartAt(IN_BUY)).isFalse();
    }

    @Test
    void anyoneMayStartOneWhoseStartWasSeen() {
        assertThat(startedBy(null).mayStartAt(IN_BUY)).isTrue();
    }

    private static SuspendedWaiter startedBy(@Nullable String starter) {
        ObservedChannel channel = new ObservedChannel("acme.Channel", Kind.NONE, null, null, null);
        return new SuspendedWaiter(
                Role.RECEIVER, "", List.of(), channel, new Object(), new Object(), starter, null, false, null, null);
    }
}
