// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Monitor;
import io.parkwatch.finding.Stack;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClassMonitorsTest {
    private int walks;
    private Class<?>[] loaded = {String.class, ClassMonitorsTest.class, Object[].class};
    private final ClassMonitors classes = new ClassMonitors((Instrumentation) Proxy.newProxyInstance(
            Instrumentation.class.getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, args) -> {
                walks++;
                return loaded;
            }));

    @Test
    void aMonitorThatIsGivenByItsHashIsFoundAmongTheLoadedClassesOnce() {
        assertThat(name(hashed(ClassMonitorsTest.class))).isEqualTo(ClassMonitorsTest.class.getName());
        assertThat(name(hashed(ClassMonitorsTest.class))).isEqualTo(ClassMonitorsTest.class.getName());
        assertThat(walks).isEqualTo(1);
    }

    @Test
    void aMonitorThatIsGivenItselfNeedsNoWalk() {
        assertThat(name(new Monitor("java.lang.Class", 0, Integer.class))).isEqualTo("java.lang.Integer");
        assertThat(name(new Monitor("java.lang.Object", 0, new Object()))).isNull();
        assertThat(walks).isZero();
    }

    @Test
    void oneThatNoLoadedClassOrMoreThanOneMayBeIsNotNamed() {
        assertThat(name(hashed(int.class))).isNull();
        loaded = new Class<?>[] {Long.class, Long.class};
        assertThat(name(hashed(Long.class))).isNull();
    }

    @Test
    void aMonitorOfAnotherTypeIsNoClass() {
        assertThat(name(new Monitor("java.lang.Object", System.identityHashCode(String.class), null)))
                .isNull();
        assertThat(name(null)).isNull();
        assertThat(walks).isZero();
    }

    private static Monitor hashed(Class<?> type) {
        return new Monitor("java.lang.Class", System.identityHashCode(type), null);
    }

    private @Nullable String name(@Nullable Monitor monitor) {
        classes.find(List.of(new BlockedWait(Thread.currentThread(), null, monitor, new Stack(List.of()))));
        return classes.name(monitor);
    }
}
