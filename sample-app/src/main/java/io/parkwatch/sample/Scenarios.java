// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample;

import io.parkwatch.sample.abandonedreceiver.AbandonedReceiver;
import io.parkwatch.sample.droppedchannel.DroppedChannel;
import io.parkwatch.sample.forgottensender.ForgottenSender;
import io.parkwatch.sample.scenario.Scenario;
import io.parkwatch.sample.timedoutcaller.TimedOutCaller;
import io.parkwatch.sample.unclosedworker.UnclosedWorker;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** All scenarios. The iterator returns their names, for the help of the command line. */
public final class Scenarios implements Iterable<String> {
    public static final List<Scenario> ALL = List.of(
            DroppedChannel.SCENARIO,
            ForgottenSender.SCENARIO,
            TimedOutCaller.SCENARIO,
            AbandonedReceiver.SCENARIO,
            UnclosedWorker.SCENARIO);

    static Optional<Scenario> named(String name) {
        return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    static List<String> names() {
        return ALL.stream().map(Scenario::name).toList();
    }

    @Override
    public Iterator<String> iterator() {
        return names().iterator();
    }
}
