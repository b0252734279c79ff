// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import static io.parkwatch.families.ReaderTests.parkedBy;
import static io.parkwatch.families.ReaderTests.saw;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.births.Registry;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FamiliesTest {
    private static final Frame ACME = new Frame("acme.channels.Pipe", "send", "Pipe.java", 1, false);

    private final Acme acme = new Acme();
    private final Families families = new Families(List.of(acme));
    private boolean broken;
    private boolean eager;
    private List<String> missing = List.of();
    private int made;
    private final List<String> calls = new ArrayList<>();

    private final class Acme implements Family {
        @Override
        public String library() {
            return "acme.channels";
        }

        @Override
        public List<String> prefixes() {
            return List.of("acme.channels.", "java.lang.Str");
        }

        @Override
        public boolean isEager() {
            return eager;
        }

        @Override
        public Reader reader() {
            made++;
            return new Pipes();
        }
    }

    private final class Pipes implements Reader {
        private void call(String name) throws ReflectiveOperationException {
            calls.add(name);
            if (broken) {
                throw new NoSuchFieldException("cells");
            }
        }

        @Override
        public void find(List<BlockedWait> waits, Registry registry) throws ReflectiveOperationException {
            call("find " + waits.size());
        }

        @Override
        public List<String> missing() {
            return missing;
        }

        @Override
        public List<Object> begins() {
            return List.of("known");
        }

        @Override
        public boolean owns(Object channel) throws ReflectiveOperationException {
            call("owns");
            return true;
        }

        @Override
        public void read(Object channel, Consumer<Suspension> to) throws ReflectiveOperationException {
            call("read");
        }

        @Override
        public void forget() {
            calls.add("forget");
        }
    }

    @Test
    void aReaderIsCreatedWhenSomethingOfTheFamilyWaits() {
        families.find(List.of(parkedBy(null)), saw());
        assertThat(families.of(7)).isNull();
        assertThat(families.begin()).isEmpty();
        assertThat(made).isZero();

        families.find(List.of(parkedBy(null), parkedBy(null, ACME)), saw());
        assertThat(families.of("a channel")).isSameAs(acme);
        assertThat(families.begin()).containsExactly("known");
        assertThat(made).isEqualTo(1);
        assertThat(calls).containsExactly("find 1", "owns");
    }

    @Test
    void anEagerReaderIsThereAtTheFirstLook() {
        eager = true;

        assertThat(families.begin()).containsExactly("known");
    }

    @Test
    void aReleaseWhoseThreadsCannotBeReadIsOneProblem() {
        broken = true;
        List<BlockedWait> waits = List.of(parkedBy(null, ACME));

        families.find(waits, saw());
        families.find(waits, saw());

        assertThat(calls).hasSize(1);
        assertThat(families.problems())
                .containsExactly(new Problem(
                        "acme-channels",
                        "acme.channels channels are told by their frames alone: this release is not known"));
        assertThat(families.unknown()).isEmpty();
    }

    @Test
    void aReleaseWhoseWaitersCannotBeReadIsOneProblem() {
        broken = true;

        assertThat(families.of("a channel")).isNull();
        assertThat(families.of("another one")).isNull();
        assertThat(families.read(acme, "a channel", one -> {})).isFalse();

        assertThat(calls).hasSize(1);
        assertThat(families.unknown()).containsExactly("acme.channels");
        assertThat(families.problems()).isEmpty();
    }

    @Test
    void missingFieldsAreOneProblem() {
        missing = List.of("Pipe.cells", "Pipe.room");
        List<BlockedWait> waits = List.of(parkedBy(null, ACME));

        families.find(waits, saw());
        families.find(waits, saw());

        assertThat(families.problems())
                .containsExactly(new Problem(
                        "channels", "some channels are told by their frames alone: no Pipe.cells, Pipe.room"));
    }

    @Test
    void readersForgetTheirChannels() {
        assertThat(families.of("a channel")).isSameAs(acme);

        families.forget();

        assertThat(calls).containsExactly("owns", "forget");
    }
}
