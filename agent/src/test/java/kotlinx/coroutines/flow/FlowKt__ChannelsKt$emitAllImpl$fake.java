// SPDX-License-Identifier: Apache-2.0
package kotlinx.coroutines.flow;

@SuppressWarnings("UnusedVariable") // read by the reader
final class FlowKt__ChannelsKt$emitAllImpl$fake {
    private final int label;

    FlowKt__ChannelsKt$emitAllImpl$fake(int label) {
        this.label = label;
    }
}
