// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import static io.parkwatch.families.ReaderTests.parkedBy;
import static io.parkwatch.families.ReaderTests.saw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.births.Registry;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FamiliesTest {
    private static final Frame ACME = new Frame("acme.channels.Pipe", "send", "Pipe.java", 1, false);

    private final Acme acme = new Acme();
    private final Family nameless = new Nameless();
    private final Family other = new Other();
    private final Families families = new Families(List.of(acme));
    private boolean broken;
    private boolean eager;
    private List<String> missing = List.of();
    private @Nullable Throwable failure;
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

    private final class Nameless implements Family {
        @Override
        public List<String> prefixes() {
            return List.of("java.lang.Str");
        }

        @Override
        public Reader reader() {
            return new Pipes();
        }
    }

    private final class Other implements Family {
        @Override
        public String library() {
            return "other";
        }

        @Override
        public boolean concerns(BlockedWait wait) {
            return true;
        }

        @Override
        public Reader reader() {
            return new Reader() {
                @Override
                public void find(List<BlockedWait> waits, Registry registry) {
                    calls.add("other");
                }

                @Override
                public List<String> missing() {
                    return missing.stream()
                            .filter(field -> field.startsWith("Tube"))
                            .toList();
                }
            };
        }
    }

    private final class Pipes implements Reader {
        private void call(String name) throws ReflectiveOperationException {
            calls.add(name);
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
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
            return missing.stream().filter(field -> field.startsWith("Pipe")).toList();
        }

        @Override
        public boolean lasts(Object channel) {
            calls.add("lasts");
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            return true;
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
    void theMissingFieldsOfEachFamilyAreNamedInOneProblem() {
        Families two = new Families(List.of(acme, other));
        List<BlockedWait> waits = List.of(parkedBy(null, ACME));

        missing = List.of("Pipe.cells");
        two.find(waits, saw());
        missing = List.of("Pipe.cells", "Tube.ends");
        two.find(waits, saw());

        assertThat(two.problems())
                .containsExactly(new Problem(
                        "channels", "some channels are told by their frames alone: no Pipe.cells, Tube.ends"));
    }

    @Test
    void aLinkageErrorCostsItsFamilyAlone() {
        failure = new NoClassDefFoundError("acme/channels/Cells");
        Families two = new Families(List.of(acme, other));
        List<BlockedWait> waits = List.of(parkedBy(null, ACME));

        two.find(waits, saw());
        failure = null;
        two.find(waits, saw());

        assertThat(calls).containsExactly("find 1", "other", "other");
        assertThat(two.problems()).extracting(Problem::part).containsExactly("acme-channels");
    }

    @Test
    void aFamilyWhoseChannelsCannotBeKeptIsOneProblem() {
        failure = new IllegalStateException("no cells");

        assertThat(families.lasts(acme, "a channel")).isFalse();
        assertThat(families.unknown()).containsExactly("acme.channels");
    }

    @Test
    void aFamilyWithoutReleasesFailsTheLook() {
        failure = new IllegalStateException("no cells");
        Families jdk = new Families(List.of(nameless));

        assertThatThrownBy(() -> jdk.of("a channel")).hasMessageContaining("no cells");
        assertThat(jdk.unknown()).isEmpty();
    }

    @Test
    void readersForgetTheirChannels() {
        assertThat(families.of("a channel")).isSameAs(acme);

        families.forget();

        assertThat(calls).containsExactly("owns", "forget");
    }
}
