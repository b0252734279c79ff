// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.look.jvm.Packages;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.function.Consumer;
import javax.management.DynamicMBean;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/**
 * Where the platform's server keeps its beans. It is read where the program or a library of its has made it, and is
 * never made for that.
 */
record PlatformBeans(
        VarHandle server,
        Class<?> jmx,
        VarHandle interceptor,
        Class<?> standard,
        VarHandle repository,
        VarHandle domains,
        VarHandle bean,
        Class<?> support,
        VarHandle resource) {

    /** Returns null if no class has made the server yet, or in a release that keeps them elsewhere. */
    static @Nullable PlatformBeans find(Instrumentation instrumentation) {
        try {
            Class<?> factory = ManagementFactory.class;
            if (Packages.isUninitialized(factory)) {
                return null;
            }
            Packages.openManagement(instrumentation);
            VarHandle server =
                    Packages.lookup(factory).findStaticVarHandle(factory, "platformMBeanServer", MBeanServer.class);
            if ((MBeanServer) server.getVolatile() == null) {
                return null; // nor are the other classes loaded
            }
            Class<?> jmx = jdks("com.sun.jmx.mbeanserver.JmxMBeanServer");
            Class<?> standard = jdks("com.sun.jmx.interceptor.DefaultMBeanServerInterceptor");
            Class<?> repository = jdks("com.sun.jmx.mbeanserver.Repository");
            Class<?> named = jdks("com.sun.jmx.mbeanserver.NamedObject");
            Class<?> support = jdks("com.sun.jmx.mbeanserver.MBeanSupport");
            return new PlatformBeans(
                    server,
                    jmx,
                    Packages.field(jmx, "mbsInterceptor", MBeanServer.class),
                    standard,
                    Packages.field(standard, "repository", repository),
                    Packages.field(repository, "domainTb", Map.class),
                    Packages.field(named, "object", DynamicMBean.class),
                    support,
                    Packages.field(support, "resource", Object.class));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    private static Class<?> jdks(String name) throws ClassNotFoundException {
        return Class.forName(name, false, null);
    }

    /** Visits the program's own beans, and those of the JDK. */
    void forEach(HashMaps maps, Consumer<Object> visitor) {
        Object platform = (MBeanServer) server.getVolatile();
        Object inner = jmx.isInstance(platform) ? interceptor.getVolatile(platform) : null;
        Object its = standard.isInstance(inner) ? repository.getVolatile(inner) : null;
        if (its == null) {
            return;
        }
        maps.forEach(
                domains.getVolatile(its),
                domain -> maps.forEach(domain, named -> {
                    Object described = bean.getVolatile(named);
                    Object of = support.isInstance(described) ? resource.getVolatile(described) : described;
                    if (of != null) {
                        visitor.accept(of);
                    }
                }));
    }
}
