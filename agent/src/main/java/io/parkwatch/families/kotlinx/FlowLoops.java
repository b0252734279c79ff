// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.finding.Role;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes operators of flows, such as {@code flowOn} and {@code combine}, that wait on a channel of their own for as
 * long as the flow that they collect is quiet. If that flow were stuck on a channel, it would be found itself.
 */
final class FlowLoops {
    private static final String FLOW = "kotlinx.coroutines.flow.";

    /** The operators. Channels that a program sends to or made itself are in the package above. */
    private static final String OPERATORS = FLOW + "internal.";

    private static final String SELECT = "kotlinx.coroutines.selects.SelectImplementation$doSelectSuspend$";

    /** The state in which {@code emitAllImpl} resumes with an item: its first suspension. */
    private static final int RECEIVES = 1;

    /** The field in one loaded library; null if not met yet. */
    private @Nullable VarHandle label;

    private @Nullable VarHandle collected;

    /** @param functions the functions that resume when the wait ends, innermost first */
    boolean isOne(Role role, List<Object> functions) throws ReflectiveOperationException {
        if (role == Role.RECEIVER) {
            return receives(functions);
        }
        return role == Role.SENDER ? zips(functions) : limits(functions);
    }

    /** Matches {@code timeout}, which chooses between its source's next item and the time. */
    private static boolean limits(List<Object> functions) {
        return functions.size() > 1
                && functions.get(0).getClass().getName().startsWith(SELECT)
                && functions.get(1).getClass().getName().startsWith(FLOW + "FlowKt__DelayKt$timeoutInternal$");
    }

    /** Matches an item of one flow that waits for one of the other flow. */
    private static boolean zips(List<Object> functions) {
        return !functions.isEmpty()
                && functions.get(0).getClass().getName().startsWith(OPERATORS + "CombineKt$zipImpl$");
    }

    private boolean receives(List<Object> functions) throws ReflectiveOperationException {
        for (int i = 0; i + 1 < functions.size(); i++) {
            Object function = functions.get(i);
            String name = function.getClass().getName();
            String caller = functions.get(i + 1).getClass().getName();
            if (name.startsWith(FLOW + "FlowKt__ChannelsKt$emitAllImpl$")) {
                return i == 0
                        && isReceiving(function)
                        && caller.startsWith(OPERATORS + "ChannelFlow$collect$")
                        && flow(functions.get(1)).startsWith(OPERATORS);
            }
            if (name.startsWith(SELECT)) {
                return caller.startsWith(FLOW + "FlowKt__DelayKt$debounceInternal$");
            }
            if (!name.startsWith("kotlinx.coroutines.channels.BufferedChannel$receiveCatching")) {
                return false;
            }
            if (caller.startsWith(OPERATORS + "CombineKt$")) {
                return true;
            }
        }
        return false;
    }

    private boolean isReceiving(Object emitAll) throws ReflectiveOperationException {
        if (label == null) {
            label = Library.field(emitAll.getClass(), "label");
        }
        return (int) label.get(emitAll) == RECEIVES;
    }

    /** Returns the class of the flow whose channel is collected. */
    private String flow(Object collect) throws ReflectiveOperationException {
        if (collected == null) {
            collected = Library.field(collect.getClass(), "this$0");
        }
        return collected.get(collect).getClass().getName();
    }
}
