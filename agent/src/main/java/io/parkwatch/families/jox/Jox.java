// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jox;

import io.parkwatch.families.Api;
import io.parkwatch.families.Family;
import io.parkwatch.families.Reader;
import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** jox, 0.4.0 to 1.0.1, and Ox, its API for Scala: threads that wait on channels. */
public final class Jox implements Family {
    private final Instrumentation instrumentation;

    public Jox(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public String library() {
        return "jox";
    }

    @Override
    public List<HookPoint> hookPoints() {
        return List.of(HookPoint.constructorsIn("com/softwaremill/jox/Channel", Hook.MADE));
    }

    @Override
    public List<String> prefixes() {
        return List.of("com.softwaremill.jox.", "ox.");
    }

    @Override
    public Api api() {
        return new Api("com.softwaremill.jox.Channel", "ox.channels.", "updateCellSend", "updateCellReceive");
    }

    /** An actor of Ox runs no code of the program while it waits. A task of the program has frames of its own. */
    @Override
    public String loops() {
        return "ox.";
    }

    @Override
    public String idleWaits() {
        return "idle-waits.tsv";
    }

    @Override
    public Reader reader() {
        return new JoxChannels(instrumentation);
    }
}
