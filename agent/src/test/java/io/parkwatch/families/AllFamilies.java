// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import io.parkwatch.custom.CustomTypes;
import io.parkwatch.families.coreasync.CoreAsync;
import io.parkwatch.families.custom.Custom;
import io.parkwatch.families.jdk.Jdk;
import io.parkwatch.families.jox.Jox;
import io.parkwatch.families.kotlinx.Kotlinx;
import io.parkwatch.points.HookPoint;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.List;

/** The families of the agent, in a JVM without classes. */
public final class AllFamilies {
    private AllFamilies() {}

    public static List<Family> all() {
        Instrumentation none = noClasses();
        Jdk jdk = new Jdk();
        return List.of(
                jdk,
                new Custom(new CustomTypes(List.of()), jdk, none),
                new Jox(none),
                new Kotlinx(none),
                new CoreAsync(none, false));
    }

    public static List<HookPoint> points() {
        return new Families(all()).hookPoints();
    }

    public static Instrumentation noClasses() {
        return (Instrumentation) Proxy.newProxyInstance(
                Instrumentation.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, args) -> method.getName().equals("getAllLoadedClasses") ? new Class<?>[0] : null);
    }
}
