// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThreadIdsTest {
    private static final String INFO = "java/lang/management/ThreadInfo";

    private final ThreadIds ids = new ThreadIds();

    @Test
    void theFieldIsReadWhereTheMethodWasCalled() throws Exception {
        ToLongFunction<Thread> asks = woven(transformed(INFO, Asks.class));

        Thread plain = new Thread();
        assertThat(asks.applyAsLong(plain)).isEqualTo(new Asks().applyAsLong(plain));
        assertThat(asks.applyAsLong(new Throws())).isGreaterThan(asks.applyAsLong(plain));
        assertThat(ids.why()).isNull();
    }

    @Test
    void noOtherClassIsTouched() throws Exception {
        assertThat(transformed("com/acme/Info", Asks.class)).isNull();
        assertThat(ids.why()).hasMessage("it was not shown");
    }

    @Test
    void oneWithoutTheCallIsLeftAsItIs() throws Exception {
        assertThat(transformed(INFO, Throws.class)).isNull();
        assertThat(ids.why()).hasMessage("it has no call of getId");
    }

    private byte @Nullable [] transformed(String name, Class<?> like) throws Exception {
        String file = '/' + like.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(like.getResourceAsStream(file))) {
            return ids.transform(null, name, null, null, in.readAllBytes());
        }
    }

    @SuppressWarnings("unchecked")
    private static ToLongFunction<Thread> woven(byte @Nullable [] file) throws ReflectiveOperationException {
        Class<?> type = new ClassLoader() {
            Class<?> define(byte[] bytes) {
                return defineClass(null, bytes, 0, bytes.length);
            }
        }.define(Objects.requireNonNull(file));
        return (ToLongFunction<Thread>) type.getConstructor().newInstance();
    }

    /** Reads an id as {@code ThreadInfo} does up to 18. */
    public static final class Asks implements ToLongFunction<Thread> {
        public Asks() {}

        @Override
        @SuppressWarnings("deprecation")
        public long applyAsLong(Thread thread) {
            return thread.getId();
        }
    }

    private static final class Throws extends Thread {
        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            throw new IllegalStateException("asked for its id");
        }
    }
}
