// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Detector;
import io.parkwatch.detect.Waits;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.Link;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Gathers waits for locks whose holders a test sets. Each class of the program is one finding. */
class ForestTest {
    private final Detector detector = Waits.detector();
    private final Findings findings = new Findings(detector);
    private long next = 100;

    @Test
    void aFindingStandsBelowTheOneWhoseThreadsHoldMostOfWhatItWaitsFor() {
        String root = wait("Root", null);
        wait("Other", null);
        String middle = fingerprint("Middle");
        wait("Middle", root);
        wait("Middle", root);
        wait("Middle", fingerprint("Other"));
        wait("Last", middle);

        assertThat(order()).containsExactly("Root 4 null", "Middle 0 " + root, "Last 0 " + root, "Other 0 null");
    }

    @Test
    void aTreeStandsWhereItsWorstFindingWould() {
        wait("Alone", null);
        wait("Alone", null);
        String root = wait("Root", null);
        for (int i = 0; i < 3; i++) {
            wait("Victim", root);
        }

        assertThat(order()).containsExactly("Root 3 null", "Victim 0 " + root, "Alone 0 null");
    }

    @Test
    void ofFindingsThatHoldEachOthersLocksWithoutACircleTheWorstIsTheRoot() {
        wait("One", fingerprint("Two"));
        wait("One", null);
        wait("Two", fingerprint("One"));

        assertThat(order()).containsExactly("One 1 null", "Two 0 " + fingerprint("One"));
    }

    @Test
    void aFindingInACircleIsARoot() {
        Holder holder = holder(fingerprint("Credit"), Holder.OWNS_LOCK);
        Link link = new Link("a", 1, "ReentrantLock", null, "b", null);
        add("Debit", new Cause(List.of(holder), Map::of, 0, true, false, () -> List.of(link, link), null));
        add("Credit", null);
        wait("Behind", fingerprint("Debit"));

        List<Finding> all = findings.worstFirst(0);
        assertThat(all.get(0).verdict()).isEqualTo(Verdict.DEADLOCKED);
        assertThat(all.get(0).root()).isNull();
        assertThat(all.get(0).behind()).isEqualTo(1);
        assertThat(all.get(0).summary()).endsWith(" holds, in a circle of 2 threads");
    }

    @Test
    void aFindingInACircleAddsItsOtherThreadsToThoseBehindTheirRoot() {
        String root = wait("Root", null);
        inCircle("Debit", 0);
        wait("Debit", root);
        wait("Debit", root);
        wait("Debit", fingerprint("Debit"));

        assertThat(order()).containsExactly("Debit 0 null", "Root 2 null");
    }

    @Test
    void aThreadBehindItsOwnFindingByWayOfAnotherOneIsNotBehindIt() {
        inCircle("Debit", 0);
        wait("Debit", fingerprint("Between"));
        wait("Between", fingerprint("Debit"));

        assertThat(order()).containsExactly("Debit 1 null", "Between 0 " + fingerprint("Debit"));
    }

    @Test
    void aHolderOutsideOfAllCirclesIsNotHiddenByThoseWithin() {
        for (int i = 0; i < 12; i++) {
            inCircle("Debit", i);
        }
        String root = fingerprint("Root");
        Holder outside = new Holder(999, "root", false, Holder.STUCK, null, root, Holder.OWNS_LOCK);
        add("Debit", new Cause(List.of(outside), Map::of, -1, false, false, List::of, null));

        assertThat(findings.worstFirst(0).get(0).alsoHeldBy().get(0).holder()).isEqualTo(outside);
    }

    @Test
    void aCircleOfYoungThreadsIsShownToo() {
        for (int i = 0; i < 30; i++) {
            wait("Debit", fingerprint("Root"));
        }
        inCircle("Debit", 0);

        Finding finding = findings.worstFirst(0).get(0);
        assertThat(finding.circle()).hasSize(2);
        assertThat(finding.summary()).endsWith(", 1 of them in a circle of 2 threads");
    }

    private void inCircle(String type, int circle) {
        Holder holder = new Holder(10 + circle, "h", false, Holder.STUCK, null, fingerprint(type), Holder.OWNS_LOCK);
        Link link = new Link("a", 1, "ReentrantLock", null, "b", null);
        add(type, new Cause(List.of(holder), Map::of, circle, true, false, () -> List.of(link, link), null));
    }

    @Test
    void ofFindingsThatShareCirclesTheSmallestFingerprintStandsForThem() {
        inCircle("Debit", 0);
        inCircle("Credit", 0);
        inCircle("Credit", 1);
        inCircle("Audit", 1);
        inCircle("Alone", 2);
        inCircle("Alone", 2);
        List<String> joined = List.of(fingerprint("Debit"), fingerprint("Credit"), fingerprint("Audit"));
        String smallest = Collections.min(joined);

        for (Finding finding : findings.worstFirst(0)) {
            boolean stands = finding.fingerprint().equals(smallest) || !joined.contains(finding.fingerprint());
            assertThat(finding.inCircleOf()).isEqualTo(stands ? null : smallest);
            assertThat(finding.root()).isNull();
        }
    }

    @Test
    void aChainOfThousandsOfFindingsIsOrderedAndCounted() {
        int n = 5_000;
        String above = null;
        for (int i = 0; i < n; i++) {
            above = wait("Link" + Integer.toString(i, 36) + "x", above);
        }

        List<Finding> all = findings.worstFirst(0);
        assertThat(all).hasSize(n);
        assertThat(all.get(0).behind()).isEqualTo(n - 1);
        assertThat(all.subList(1, n))
                .allSatisfy(finding -> assertThat(finding.behind()).isZero());
    }

    /** A holder of a lock that two threads want, one of which is in the finding of the holder's task. */
    @Test
    void theSentenceNamesTheOneThreadThatAllWaitFor() {
        add("Caller", new Cause(List.of(holder(null, Holder.OWNS_LOCK)), Map::of, -1, false, false, List::of, null));

        assertThat(findings.worstFirst(0).get(0).summary()).endsWith(" that \"holder\" holds");
    }

    private List<String> order() {
        return findings.worstFirst(0).stream()
                .map(finding -> finding.waitsAt().className().replace("com.acme.", "")
                        + ' '
                        + finding.behind()
                        + ' '
                        + finding.root())
                .toList();
    }

    private String fingerprint(String type) {
        return ((Classification.Stuck) detector.classify(lock(type))).fingerprint();
    }

    /** Adds a thread that waits at a class, for a thread of the finding {@code heldIn}. Returns its own finding. */
    private String wait(String type, @Nullable String heldIn) {
        add(
                type,
                heldIn == null
                        ? null
                        : new Cause(
                                List.of(holder(heldIn, Holder.OWNS_LOCK)), Map::of, -1, false, false, List::of, null));
        return fingerprint(type);
    }

    private void add(String type, @Nullable Cause cause) {
        Observation wait = lock(type);
        findings.add((Classification.Stuck) detector.classify(wait), wait, cause);
    }

    private Observation lock(String type) {
        return Waits.at(Waits.frames(
                        Waits.PARK + "juc.locks.AbstractQueuedSynchronizer.acquire < juc.locks.ReentrantLock.lock"
                                + " < com.acme." + type + ".work" + Waits.RUN))
                .thread(next++, "t")
                .build();
    }

    private static Holder holder(@Nullable String fingerprint, String how) {
        return new Holder(7, "holder", false, Holder.STUCK, null, fingerprint, how);
    }
}
