// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.custom.CustomTypes;
import io.parkwatch.custom.UserChannel;
import io.parkwatch.finding.CustomFrame;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StacksTest {
    private static final String HUB = "java.util.concurrent.locks.ParkwatchHub";

    private final CustomTypes types = new CustomTypes(List.of(
            new UserChannel(Pipe.class.getName(), "send", Role.SENDER),
            new UserChannel(Slow.class.getName(), "send", Role.SENDER),
            new UserChannel(Slow.class.getName(), "next", Role.RECEIVER)));
    private int asked;
    private boolean outOfMemory;
    private final Stacks stacks = new Stacks(
            (Instrumentation) Proxy.newProxyInstance(
                    Instrumentation.class.getClassLoader(),
                    new Class<?>[] {Instrumentation.class},
                    (proxy, method, args) -> {
                        asked++;
                        if (outOfMemory) {
                            throw new OutOfMemoryError("as a test");
                        }
                        return new Class<?>[] {
                            ArrayBlockingQueue.class,
                            LinkedTransferQueue.class,
                            String.class,
                            Thread.class,
                            Fast.class,
                            Pipe.class,
                            Slow.class,
                            Queued.class
                        };
                    }),
            types);

    @Test
    void equalStacksAreOneObject() {
        Stack stack = stacks.of(elements("com.acme.Shop"));

        assertThat(stacks.of(elements("com.acme.Shop"))).isSameAs(stack);
        assertThat(stacks.of(elements("com.acme.Cart"))).isNotEqualTo(stack);
    }

    @Test
    void framesOfQueuesAreMarked() {
        Stack stack =
                stacks.of(elements("java.util.concurrent.ArrayBlockingQueue", "java.lang.String", "com.acme.Shop"));

        assertThat(stack.frames()).extracting(Frame::queue).containsExactly(true, false, false);
        assertThat(stack.frames().get(0).text()).isEqualTo("java.util.concurrent.ArrayBlockingQueue.m(File.java:7)");
    }

    @Test
    void theLoadedClassesAreAskedOnceForTheSameNames() {
        stacks.of(elements("com.acme.Shop", "com.acme.Cart"));
        stacks.of(elements("com.acme.Cart"));
        assertThat(asked).isEqualTo(1);

        stacks.of(elements("com.acme.Other", "com.acme.Cart"));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whatRanOutOfMemoryIsLearntAtTheNextStack() {
        outOfMemory = true;
        StackTraceElement[] elements = elements("java.util.concurrent.ArrayBlockingQueue");
        assertThatThrownBy(() -> stacks.of(elements)).isInstanceOf(OutOfMemoryError.class);
        outOfMemory = false;

        assertThat(stacks.of(elements).frames()).extracting(Frame::queue).containsExactly(true);
    }

    @Test
    void aCreationBeginsBehindTheHook() {
        Throwable trace = new Throwable();
        trace.setStackTrace(elements(
                "io.parkwatch.births.CreationListener", HUB, HUB, "java.util.concurrent.Semaphore", "com.acme.Shop"));

        Stack stack = Objects.requireNonNull(stacks.ofCreation(trace, null));
        assertThat(stack.frames())
                .extracting(Frame::className)
                .containsExactly("java.util.concurrent.Semaphore", "com.acme.Shop");
    }

    @Test
    void aThreadThatWasSeenAsItWasMadeWasMadeBehindAllItsConstructors() throws Throwable {
        Class<?> type = Class.forName("java.lang.Thread$FieldHolder"); // on 21+
        Throwable trace = new Throwable();
        trace.setStackTrace(Stream.of(HUB, HUB, type.getName(), "java.lang.Thread", "com.acme.Service")
                .map(name -> new StackTraceElement(name, "<init>", "File.java", 7))
                .toArray(StackTraceElement[]::new));
        Constructor<?> holder = type.getDeclaredConstructors()[0];
        MethodHandle make =
                MethodHandles.privateLookupIn(type, MethodHandles.lookup()).unreflectConstructor(holder);
        Object born = make.invoke(null, null, 0L, 0, false);

        Stack stack = Objects.requireNonNull(stacks.ofCreation(trace, born));
        assertThat(stack.frames()).extracting(Frame::className).containsExactly("com.acme.Service");
    }

    private interface Pipe {}

    private static class Slow implements Pipe {}

    private static final class Fast extends Slow {}

    private static final class Queued implements Pipe {}

    @Test
    void framesOfSubclassesAreThoseOfTheNearestNamedTypeThatHasTheMethod() {
        assertThat(own(Fast.class.getName(), "send")).isEqualTo(new CustomFrame(Slow.class.getName(), Role.SENDER));
        assertThat(own(Queued.class.getName(), "send")).isEqualTo(new CustomFrame(Pipe.class.getName(), Role.SENDER));
        assertThat(own(Queued.class.getName(), "next")).isEqualTo(new CustomFrame(Pipe.class.getName(), null));
        assertThat(own("java.lang.String", "send")).isNull();
    }

    @Test
    void aNestedHelperIsOfItsOuterClassAndHasNoOperation() {
        assertThat(own(Fast.class.getName() + "$1$Cell", "send"))
                .isEqualTo(new CustomFrame(Slow.class.getName(), null));
        assertThat(own(Pipe.class.getName() + "$1", "send")).isEqualTo(new CustomFrame(Pipe.class.getName(), null));
    }

    private @Nullable CustomFrame own(String className, String method) {
        StackTraceElement[] element = {new StackTraceElement(className, method, "File.java", 7)};
        return stacks.of(element).frames().get(0).own();
    }

    @Test
    void aTraceWithoutTheHookIsNoCreation() {
        Throwable trace = new Throwable();
        trace.setStackTrace(elements("com.acme.Shop"));

        assertThat(stacks.ofCreation(trace, null)).isNull();
    }

    private static StackTraceElement[] elements(String... classes) {
        StackTraceElement[] elements = new StackTraceElement[classes.length];
        for (int i = 0; i < classes.length; i++) {
            elements[i] = new StackTraceElement(classes[i], "m", "File.java", 7);
        }
        return elements;
    }
}
