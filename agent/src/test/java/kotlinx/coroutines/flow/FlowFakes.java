// SPDX-License-Identifier: Apache-2.0
package kotlinx.coroutines.flow;

import java.util.List;
import kotlinx.coroutines.flow.internal.ChannelFlow$collect$fake;
import kotlinx.coroutines.flow.internal.CombineKt$zipImpl$fake;

/** Functions as flows are compiled to, for a test of those that recognize them. */
public final class FlowFakes {
    private FlowFakes() {}

    /** Returns a flow of the library's own. */
    public static Object operator() {
        return new CombineKt$zipImpl$fake();
    }

    /** Returns the functions of an {@code emitAll} in a state, below the collection of a flow. */
    public static List<Object> emitAll(int state, Object flow) {
        return List.of(new FlowKt__ChannelsKt$emitAllImpl$fake(state), new ChannelFlow$collect$fake(flow));
    }
}
