// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResumedTest {
    private final List<@Nullable Consumer<Object>> listeners = new ArrayList<>();
    private final Resumed resumed = new Resumed();

    @Test
    void nobodyListensWhereNothingIsAskedFor() {
        resumed.listen(listeners::add);
        resumed.ask(new int[] {1});
        resumed.ask(new int[0]);

        assertThat(listeners).containsExactly(resumed, null);
    }

    @Test
    void onlyWhatIsAskedForIsMarked() {
        List<Object> asked = objects(1_000);
        List<Object> others = objects(1_000);
        resumed.ask(hashes(asked));

        others.forEach(resumed);
        asked.subList(0, 500).forEach(resumed);

        assertThat(asked.subList(0, 500)).allMatch(this::has);
        // Of 1,000 others one may have the hash of one that was asked for, once in some thousand runs.
        assertThat(asked.subList(500, 1_000).stream().filter(this::has).count()).isLessThan(3);
        assertThat(others).noneMatch(other -> has(other) && !hashesOf(asked).contains(System.identityHashCode(other)));
    }

    @Test
    void whatWentOnIsKnownThoughOthersWereAskedForSince() {
        List<Object> both = objects(2);
        resumed.ask(hashes(both));
        resumed.accept(both.get(0));
        resumed.ask(hashes(both));
        assertThat(has(both.get(0))).isTrue();

        resumed.settle();
        assertThat(has(both.get(0))).isFalse();

        resumed.accept(both.get(1));
        assertThat(has(both.get(1))).isTrue();
    }

    @Test
    void nothingIsKnownOfNoHash() {
        resumed.ask(new int[] {0, 0});
        resumed.accept(new Object());

        assertThat(resumed.has(0)).isFalse();
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
