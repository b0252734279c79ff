// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.look.jvm.FieldConstants;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.text.DecimalFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({"JdkObsolete", "UnusedVariable", "serial"}) // lists of the program, and fields that the walk reads
class ObjectWalkTest {
    private static final Wanted WANTED = new Wanted();

    private static boolean isLoaded;

    private final List<Object> opened = new ArrayList<>();
    private final LoadedTypes types = requireNonNull(LoadedTypes.find());
    private final ObjectWalk walk = new ObjectWalk(
            (Instrumentation) Proxy.newProxyInstance(
                    Instrumentation.class.getClassLoader(),
                    new Class<?>[] {Instrumentation.class},
                    (proxy, method, args) -> {
                        opened.add(args[0]);
                        return null;
                    }),
            requireNonNull(FieldConstants.find()),
            types);

    static Stream<Object> owners() {
        Wanted local = WANTED;
        Supplier<Object> lambda = () -> local;
        return Stream.of(
                WANTED,
                lambda,
                new Subclass(WANTED),
                new Owner(new Owner(lambda)),
                new Owner(new Object[] {null, 1, "text", WANTED}),
                Arrays.asList("text", WANTED),
                List.of(1, 2, WANTED),
                new LinkedList<>(List.of(1, WANTED)),
                new ArrayDeque<>(List.of(WANTED)),
                new LinkedHashSet<>(List.of(WANTED)),
                new CopyOnWriteArrayList<>(List.of(WANTED)),
                new ConcurrentLinkedDeque<>(List.of(1, WANTED)),
                new HashMap<>(Map.of("key", WANTED)),
                new ConcurrentHashMap<>(Map.of("key", WANTED)),
                Optional.of(WANTED),
                new AtomicReference<>(WANTED),
                new FutureTask<>(lambda::get),
                new OwnersThread(WANTED));
    }

    @ParameterizedTest
    @MethodSource("owners")
    void whatAnObjectLeadsToIsFound(Object owner) {
        walk.from(owner);

        assertThat(find()).isSameAs(WANTED);
    }

    static Stream<Object> others() {
        return Stream.of(
                new Owner("text"),
                new WeakReference<Object>(WANTED),
                new Loader(WANTED),
                new Thread(() -> assertThat(WANTED).isNotNull()));
    }

    @ParameterizedTest
    @MethodSource("others")
    void referencesLoadersAndTheJdksOwnThreadsAreNotFollowed(Object owner) {
        walk.from(owner);

        assertThat(find()).isNull();
    }

    @Test
    void noModuleOfTheJdkIsOpenedForASuperclass() {
        walk.from(new Owner(new DecimalFormat()));
        walk.from(new Pattern(WANTED));

        assertThat(find()).isSameAs(WANTED);
        assertThat(opened).isEmpty();
    }

    @Test
    void aCircleIsWalkedOnce() {
        Owner one = new Owner("");
        one.inner = new Owner(one);
        walk.from(one);

        assertThat(find()).isNull();
    }

    @Test
    void aLongWayIsGivenUp() {
        Owner first = new Owner(WANTED);
        for (int i = 0; i < 10_000; i++) {
            first = new Owner(first);
        }
        walk.from(first);

        assertThat(find()).isNull();
    }

    @Test
    void theStaticFieldsOfAnInitializedClassAreRead() {
        assertThat(Kept.kept).isNotNull();
        walk.fromStatics(Kept.class);

        assertThat(find()).isSameAs(WANTED);
    }

    @Test
    void aClassIsNotInitializedByTheWalk() {
        walk.fromStatics(Lazy.class);

        assertThat(find()).isNull();
        assertThat(isLoaded).isFalse();
    }

    @Test
    void theLoaderOfAClassIsNotAsked() {
        Loader loader = new Loader("");

        assertThat(types.known("com.acme.Unknown", null, new OwnersThread("", loader)))
                .isNull();
        assertThat(loader.asked).isFalse();
    }

    private @Nullable Object find() {
        return walk.find(PoolCandidates::isFollowed, Wanted.class::isInstance);
    }

    private static final class Wanted {}

    private static class Owner {
        Object inner;

        Owner(Object inner) {
            this.inner = inner;
        }
    }

    private static final class Subclass extends Owner {
        Subclass(Object inner) {
            super(inner);
        }
    }

    private static final class Pattern extends DecimalFormat {
        private final transient Object inner;

        Pattern(Object inner) {
            this.inner = inner;
        }
    }

    private static final class OwnersThread extends Thread {
        private final Object inner;

        OwnersThread(Object inner) {
            this.inner = inner;
        }

        OwnersThread(Object inner, ClassLoader context) {
            this(inner);
            setContextClassLoader(context);
        }

        @Override
        public void run() {
            assertThat(inner).isNotNull();
        }
    }

    private static final class Loader extends URLClassLoader {
        private final Object inner;
        private boolean asked;

        Loader(Object inner) {
            super(new URL[0]);
            this.inner = inner;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked = inner != this;
            return super.loadClass(name, resolve);
        }
    }

    private static final class Kept {
        static final Object kept = new Owner(WANTED);
    }

    private static final class Lazy {
        static final Object kept = WANTED;

        static {
            isLoaded = true;
        }
    }
}
