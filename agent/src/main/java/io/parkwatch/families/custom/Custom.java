// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.custom;

import io.parkwatch.custom.CustomTypes;
import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Family;
import io.parkwatch.families.Reader;
import io.parkwatch.families.jdk.Jdk;
import java.lang.instrument.Instrumentation;

/** The program's own channel types. Which methods carry hooks is found out as their classes load. */
public final class Custom implements Family {
    private final CustomTypes types;
    private final Jdk jdk;
    private final Instrumentation instrumentation;

    public Custom(CustomTypes types, Jdk jdk, Instrumentation instrumentation) {
        this.types = types;
        this.jdk = jdk;
        this.instrumentation = instrumentation;
    }

    @Override
    public boolean concerns(BlockedWait wait) {
        return types.any();
    }

    @Override
    public Reader reader() {
        return new CustomChannels(types, jdk.reader(), instrumentation);
    }
}
