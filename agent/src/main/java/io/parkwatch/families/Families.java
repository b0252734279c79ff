// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import io.parkwatch.births.Registry;
import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.Problem;
import io.parkwatch.points.HookPoint;
import io.parkwatch.support.Stderr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All families. A library whose release is not known is reported in one line, and not read from then on. */
public final class Families {
    private final List<Family> all;
    private final Map<Family, Reader> readers = new HashMap<>();

    /** Libraries of threads whose channels can't be read. */
    private final Set<String> unread = new LinkedHashSet<>();

    /** Libraries whose waiters hold no thread, and can't be read. */
    private final Set<String> unknown = new LinkedHashSet<>();

    /** Fields that the releases of this JVM lack, without which some channels can't be read. */
    private final Set<String> missing = new LinkedHashSet<>();

    /** The order counts: each family may correct what those before it have found. */
    public Families(List<Family> all) {
        this.all = all;
    }

    public List<Family> all() {
        return all;
    }

    public List<HookPoint> hookPoints() {
        List<HookPoint> points = new ArrayList<>();
        for (Family family : all) {
            points.addAll(family.hookPoints());
        }
        return points;
    }

    public List<String> prefixes() {
        List<String> prefixes = new ArrayList<>();
        for (Family family : all) {
            prefixes.addAll(family.prefixes());
        }
        return prefixes;
    }

    /** Returns the classes of all families whose waits consist of slices. */
    public List<String> sliced() {
        List<String> sliced = new ArrayList<>();
        for (Family family : all) {
            sliced.addAll(family.sliced());
        }
        return sliced;
    }

    /** Returns the object that all who wait on one channel share, if a family knows it; else null. */
    public @Nullable Object shared(Object blocker) {
        for (Family family : all) {
            Object shared = family.shared(blocker);
            if (shared != null) {
                return shared;
            }
        }
        return null;
    }

    /** Returns the parts, as problems name them, that stand for a library. */
    public List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (Family family : all) {
            if (family.library() != null) {
                parts.add(part(family.library()));
            }
        }
        return parts;
    }

    private Reader reader(Family family) {
        Reader made = readers.get(family);
        if (made == null) {
            made = family.reader();
            readers.put(family, made);
        }
        return made;
    }

    /** Fills in role and channel of each wait where they can be found. */
    public void find(List<BlockedWait> waits, Registry registry) {
        for (Family family : all) {
            List<BlockedWait> its = new ArrayList<>();
            for (BlockedWait wait : waits) {
                if (family.concerns(wait)) {
                    its.add(wait);
                }
            }
            if (!its.isEmpty() && !unread.contains(family.library())) {
                find(family, its, registry);
            }
        }
    }

    private void find(Family family, List<BlockedWait> waits, Registry registry) {
        try {
            Reader reader = reader(family);
            reader.find(waits, registry);
            if (missing.addAll(reader.missing())) {
                Stderr.line(lacks().text());
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            String library = library(family, e);
            unread.add(library);
            Stderr.line(
                    "this release of " + library + " is not known, its channels are told by their frames alone: " + e);
        }
    }

    private Problem lacks() {
        return new Problem(
                "channels", "some channels are told by their frames alone: no " + String.join(", ", missing));
    }

    /** Starts a look's reading of channels. Returns the channels that are known without a hook. */
    public List<Object> begin() {
        List<Object> known = new ArrayList<>();
        for (Family family : all) {
            if (family.isEager() || readers.containsKey(family)) {
                known.addAll(ask(family, List.<Object>of(), Reader::begins));
            }
        }
        return known;
    }

    public void end() {
        for (Reader reader : readers.values()) {
            reader.ends();
        }
    }

    /** Returns the family that can read the channel's waiters; null if none can. */
    public @Nullable Family of(Object channel) {
        for (Family family : all) {
            if (isOf(family, channel.getClass()) && ask(family, false, reader -> reader.owns(channel))) {
                return family;
            }
        }
        return null;
    }

    private static boolean isOf(Family family, Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (family.has(c.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Passes on the waiters of a channel. Reports whether the family works. */
    public boolean read(Family family, Object channel, Consumer<Suspension> to) {
        return ask(family, false, reader -> {
            reader.read(channel, to);
            return true;
        });
    }

    /** Reports whether the channel is read again though nobody waits in it. */
    public boolean lasts(Family family, Object channel) {
        return ask(family, false, reader -> reader.lasts(channel));
    }

    /** Returns the family's description of a wait; null if the family does not work. */
    public @Nullable SuspendedWaiter describe(Family family, Object channel, Suspension waiting) {
        return ask(family, Optional.<SuspendedWaiter>empty(), reader -> Optional.of(reader.describe(channel, waiting)))
                .orElse(null);
    }

    /** Returns the job for whose end a waiter waits; null if there is none, or several. */
    public @Nullable Object awaited(Family family, Object channel, Suspension waiting) {
        return ask(family, Optional.empty(), reader -> Optional.ofNullable(reader.awaited(channel, waiting)))
                .orElse(null);
    }

    /** Returns the jobs that can't end before a waiter has gone on, its own coroutine first. */
    public List<Object> jobs(Family family, Object channel, Suspension waiting) {
        return ask(family, List.of(), reader -> reader.jobs(channel, waiting));
    }

    private interface Question<T> {
        T to(Reader reader) throws ReflectiveOperationException;
    }

    /** Returns the answer of a family's reader; the other one if the family does not work. */
    private <T> T ask(Family family, T otherwise, Question<T> question) {
        if (!unknown.contains(family.library())) {
            try {
                return question.to(reader(family));
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                fails(family, e);
            }
        }
        return otherwise;
    }

    private void fails(Family family, Throwable cause) {
        String library = library(family, cause);
        if (unknown.add(library)) {
            Stderr.line("this release of " + library + " is not known, its waits are not watched: " + cause);
        }
    }

    /** Returns the library's name. The failure of a family without releases is thrown: the look fails by it. */
    private static String library(Family family, Throwable cause) {
        String library = family.library();
        if (library == null) {
            throw new IllegalStateException(cause);
        }
        return library;
    }

    /** Lets all families forget their channels: none is alive any more. */
    public void forget() {
        for (Reader reader : readers.values()) {
            reader.forget();
        }
    }

    /** Returns the libraries whose waiters can't be read. */
    public Set<String> unknown() {
        return unknown;
    }

    /** Returns which channels can't be read in this JVM, as far as they were met. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            problems.add(lacks());
        }
        for (String library : unread) {
            problems.add(new Problem(
                    part(library), library + " channels are told by their frames alone: this release is not known"));
        }
        return problems;
    }

    /** Returns the problem that a report shows for such a library. */
    public static Problem unknown(String library) {
        return new Problem(part(library), "this release of " + library + " is not known: its waits are not watched");
    }

    private static String part(String library) {
        return library.replace('.', '-');
    }

    /** Returns the row for its coroutines, which are not seen; their number is not known. */
    public static BlindSpots.Blind unseen(String library) {
        return new BlindSpots.Blind("coroutine", 0, "coroutines: this release of " + library + " is not known");
    }
}
