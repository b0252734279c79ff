// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Role;
import java.util.List;
import kotlinx.coroutines.flow.FlowFakes;
import org.junit.jupiter.api.Test;

/** Tests with objects whose classes are named as by Kotlin's compiler. */
class FlowLoopsTest {
    private final FlowLoops loops = new FlowLoops();

    @Test
    void anOperatorThatReceivesFromItsOwnChannelIsALoop() throws Exception {
        assertThat(loops.isOne(Role.RECEIVER, FlowFakes.emitAll(1, FlowFakes.operator())))
                .isTrue();
    }

    @Test
    void anOperatorThatHandsAnItemOnIsNone() throws Exception {
        assertThat(loops.isOne(Role.RECEIVER, FlowFakes.emitAll(2, FlowFakes.operator())))
                .isFalse();
        assertThat(loops.isOne(Role.SENDER, FlowFakes.emitAll(1, FlowFakes.operator())))
                .isFalse();
    }

    @Test
    void aChannelThatTheProgramCollectsIsNone() throws Exception {
        assertThat(loops.isOne(Role.RECEIVER, FlowFakes.emitAll(1, "a flow of the program")))
                .isFalse();
        assertThat(loops.isOne(Role.RECEIVER, List.of())).isFalse();
        assertThat(loops.isOne(Role.RECEIVER, List.of("a function", "another one")))
                .isFalse();
    }

    @Test
    void anItemThatWaitsForTheOtherFlowsIsALoop() throws Exception {
        assertThat(loops.isOne(Role.SENDER, List.of(FlowFakes.operator()))).isTrue();
        assertThat(loops.isOne(Role.RECEIVER, List.of(FlowFakes.operator()))).isFalse();
    }
}
