// SPDX-License-Identifier: Apache-2.0
package kotlinx.coroutines.flow.internal;

public final class ChannelFlow$collect$fake {
    final Object this$0;

    public ChannelFlow$collect$fake(Object flow) {
        this$0 = flow;
    }
}
