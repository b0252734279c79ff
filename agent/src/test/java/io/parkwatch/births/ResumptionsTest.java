// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResumptionsTest {
    private final AtomicReference<@Nullable Consumer<Object>> listener = new AtomicReference<>();
    private final Resumptions resumed = new Resumptions();

    @BeforeEach
    void listen() {
        resumed.listen(listener::set);
    }

    @Test
    void nobodyListensWhereNothingIsAskedFor() {
        resumed.ask(new int[] {1});
        assertThat(listener.get()).isNotNull();

        resumed.ask(new int[0]);
        assertThat(listener.get()).isNull();
    }

    @Test
    void onlyWhatIsAskedForIsMarked() {
        List<Object> asked = objects(1_000);
        List<Object> others = objects(1_000);
        resumed.ask(hashes(asked));

        others.forEach(this::goesOn);
        asked.subList(0, 500).forEach(this::goesOn);

        assertThat(asked.subList(0, 500)).allMatch(this::has);
        // Once in some thousand runs, one of the 1,000 others has the hash of a requested object.
        assertThat(asked.subList(500, 1_000).stream().filter(this::has).count()).isLessThan(3);
        assertThat(others).noneMatch(other -> has(other) && !hashesOf(asked).contains(System.identityHashCode(other)));
    }

    @Test
    void whatWentOnIsKnownThoughOthersWereAskedForSince() {
        List<Object> both = objects(2);
        resumed.ask(hashes(both));
        goesOn(both.get(0));
        resumed.ask(hashes(both));
        assertThat(has(both.get(0))).isTrue();

        resumed.settle();
        assertThat(has(both.get(0))).isFalse();

        goesOn(both.get(1));
        assertThat(has(both.get(1))).isTrue();
    }

    @Test
    void nothingIsKnownOfNoHash() {
        resumed.ask(new int[] {0, 0});
        for (Object one : objects(1_000)) {
            goesOn(one);
        }

        assertThat(resumed.has(0)).isFalse();
    }

    private void goesOn(Object one) {
        Objects.requireNonNull(listener.get()).accept(one);
    }

    private boolean has(Object one) {
        return resumed.has(System.identityHashCode(one));
    }

    private static List<Object> objects(int count) {
        List<Object> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            objects.add(new Object());
        }
        return objects;
    }

    private static int[] hashes(List<Object> of) {
        return of.stream().mapToInt(System::identityHashCode).toArray();
    }

    private static List<Integer> hashesOf(List<Object> of) {
        return of.stream().map(System::identityHashCode).toList();
    }
}
