// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import static io.parkwatch.detect.Waits.AWAIT;
import static io.parkwatch.detect.Waits.PARK;
import static io.parkwatch.detect.Waits.PUT;
import static io.parkwatch.detect.Waits.RUN;
import static io.parkwatch.detect.Waits.TAKE;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Detector;
import io.parkwatch.detect.Waits;
import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.Unproved;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Place;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import io.parkwatch.finding.StuckThread;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
    private static final long NOW = 1_000_000_000_000L;

    private final Detector detector = Waits.detector();
    private final Findings findings = new Findings(detector);

    @Test
    void waitsThatShareRoleOperationTypeAndPlacesAreOneFinding() {
        add(Waits.wait(1, 900, true, null, null));
        add(Waits.wait(2, 800, true, null, null));
        add(Waits.wait(TAKE + "com.acme.Search.first" + RUN));

        List<Finding> found = findings.worstFirst(NOW);
        assertThat(found).hasSize(2);
        Finding senders = found.get(0);
        assertThat(senders.count()).isEqualTo(2);
        assertThat(senders.leaked()).isZero();
        assertThat(senders.oldestSeconds()).isEqualTo(200);
        assertThat(senders.firstSeen()).isEqualTo(Waits.SINCE.plusSeconds(800));
        assertThat(senders.summary())
                .isEqualTo("2 virtual threads wait to put into a SynchronousQueue that nobody takes from");
        assertThat(senders.waitsAt()).isEqualTo(Waits.frame("com.acme.Search.first"));
        assertThat(senders.stack())
                .as("from the queue's own method on")
                .isEqualTo(Waits.frames("*juc.SynchronousQueue.put < com.acme.Search.first" + RUN));
    }

    @Test
    void theWorstComeFirst() {
        add(Waits.wait(TAKE + "com.acme.A.a" + RUN));
        add(Waits.wait(TAKE + "com.acme.A.a" + RUN));
        add(Waits.wait(TAKE + "com.acme.A.b" + RUN));
        add(Waits.wait(PARK + "juc.CountDownLatch.await < com.acme.A.a" + RUN));
        add(Waits.wait(PARK + "juc.Semaphore.acquire < com.acme.A.a" + RUN));
        add(Waits.wait(PUT + "com.acme.A.a" + RUN));
        add(Waits.wait(PUT + "com.acme.A.b" + RUN));
        add(Waits.wait(PUT + "com.acme.A.b" + RUN));

        assertThat(findings.worstFirst(NOW))
                .extracting(f -> f.role() + " " + f.count())
                .containsExactly("SENDER 2", "SENDER 1", "LOCK 1", "WAITER 1", "RECEIVER 2", "RECEIVER 1");
    }

    @Test
    void whatIsProvedComesFirstAndTheOthersSayWhyNot() {
        add(Waits.wait(PUT + "com.acme.A.a" + RUN));
        add(Waits.wait(TAKE + "com.acme.A.a" + RUN).with(Verdict.LEAKED, null));
        add(Waits.wait(TAKE + "com.acme.A.a" + RUN).with(Verdict.STUCK, WhyNot.TIMED));
        add(Waits.wait(TAKE + "com.acme.A.a" + RUN).with(Verdict.STUCK, WhyNot.REACHABLE));
        add(Waits.wait(TAKE + "com.acme.A.a" + RUN).with(Verdict.STUCK, WhyNot.REACHABLE));

        Finding first = findings.worstFirst(NOW).get(0);
        assertThat(first.role()).isEqualTo(Role.RECEIVER);
        assertThat(first.verdict()).isEqualTo(Verdict.LEAKED);
        assertThat(first.count()).isEqualTo(4);
        assertThat(first.leaked()).isEqualTo(1);
        assertThat(first.notProved())
                .containsExactly(new Unproved("something alive can reach it", 2), new Unproved("timed wait", 1));
        assertThat(first.threads()).extracting(StuckThread::verdict).containsOnlyOnce(Verdict.LEAKED);
        assertThat(first.advice()).doesNotContain("only quiet");
    }

    @Test
    void aThreadThatTheCollectorTookStaysInItsFindingForAnHour() {
        Reclamations vanished = new Reclamations();
        vanished.add(gone(Waits.wait(1, 900, true, null, null), 950));

        Findings before = new Findings(detector);
        assertThat(vanished.addTo(before, 3_600_000_000_000L + 949_000_000_000L))
                .isEqualTo(1);
        Finding finding = before.worstFirst(NOW).get(0);
        assertThat(finding.verdict()).isEqualTo(Verdict.RECLAIMED);
        assertThat(finding.count()).isEqualTo(1);
        assertThat(finding.reclaimed()).isEqualTo(1);
        assertThat(finding.oldestSeconds()).as("its age when it went").isEqualTo(50);
        assertThat(finding.summary())
                .isEqualTo("1 virtual thread waited to put into a SynchronousQueue that nobody takes from");

        Findings after = new Findings(detector);
        assertThat(vanished.addTo(after, 3_600_000_000_000L + 950_000_000_000L)).isZero();
        assertThat(after.worstFirst(NOW)).isEmpty();
    }

    @Test
    void ofManyThatTheCollectorTookTheNewestFiftyAreKept() {
        Reclamations vanished = new Reclamations();
        for (int i = 0; i < 100; i++) {
            vanished.add(gone(Waits.wait(i, i, true, null, null), 100 + i));
        }

        assertThat(vanished.addTo(findings, 200_000_000_000L)).isEqualTo(50);
        assertThat(only().firstSeen()).isEqualTo(Waits.SINCE.plusSeconds(50));
    }

    @Test
    void whatIsStuckNowIsToldApartFromWhatTheCollectorTook() {
        Reclamations vanished = new Reclamations();
        vanished.add(gone(Waits.wait(1, 100, true, null, null), 150));
        add(Waits.wait(2, 800, true, null, null));
        assertThat(vanished.addTo(findings, NOW)).isEqualTo(1);

        Finding finding = only();
        assertThat(finding.verdict()).isEqualTo(Verdict.STUCK);
        assertThat(finding.count()).isEqualTo(2);
        assertThat(finding.reclaimed()).isEqualTo(1);
        assertThat(finding.oldestSeconds()).as("of those that wait").isEqualTo(200);
        assertThat(finding.summary()).startsWith("1 virtual thread waits to put");
    }

    private ReclaimedThread gone(Observation wait, long seconds) {
        Classification.Stuck as = (Classification.Stuck) detector.classify(wait);
        return new ReclaimedThread(as, wait.with(Verdict.RECLAIMED, null), seconds * 1_000_000_000);
    }

    @Test
    void theOldestTwentyThreadsAreShownWhateverTheOrderTheyCameIn() {
        for (int i = 0; i < 100; i++) {
            add(Waits.wait(i, (i * 37) % 100, false, null, null));
        }

        Finding finding = only();
        assertThat(finding.count()).isEqualTo(100);
        assertThat(finding.threads())
                .extracting(StuckThread::since)
                .hasSize(20)
                .isSorted()
                .startsWith(Waits.SINCE)
                .endsWith(Waits.SINCE.plusSeconds(19));
        assertThat(finding.threads().get(0).seconds()).isEqualTo(1000.0);
    }

    @Test
    void theCommonestCreationPlaceStandsFirstAndAtMostTenOthersFollow() {
        for (int place = 1; place <= 15; place++) {
            for (int i = 0; i < place; i++) {
                add(Waits.wait(i, 0, false, null, "java.lang.Thread.start < com.acme.Place.p" + place));
            }
        }

        Finding finding = only();
        assertThat(finding.createdAt()).containsExactly(Waits.frame("com.acme.Place.p15"));
        assertThat(finding.alsoCreatedAt()).extracting(Place::count).containsExactly(14, 13, 12, 11, 10, 9, 8, 7, 6, 5);
    }

    @Test
    void aMethodWhoseNameIsNoVerbIsNamedBesideWhatItDoes() {
        add(Waits.own(
                "com.acme.Pipe.next < com.acme.Search.first" + RUN, "com.acme.Pipe", Map.of("next", Role.RECEIVER)));

        assertThat(only().summary())
                .isEqualTo("1 platform thread waits in next to take from a Pipe that nobody puts into");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                PARK + "com.acme.Shop.a||waits in park, and nobody unparks it",
                PARK + "com.acme.Shop.a|com.acme.Gate|waits in park on a Gate, and nobody unparks it",
                "java.lang.Object.wait < java.lang.Thread.join < com.acme.Shop.a|java.lang.Thread|waits in join for the end of a thread",
                AWAIT
                        + "juc.CyclicBarrier.await < com.acme.Shop.a||waits in await at a CyclicBarrier that not all parties have reached",
                PARK
                        + "juc.Phaser.awaitAdvance < com.acme.Shop.a||waits in awaitAdvance on a Phaser that does not advance",
                AWAIT
                        + "*juc.DelayQueue.take < com.acme.Shop.a||waits to take from a DelayQueue that holds no item that is due",
                "java.lang.Object.wait < com.acme.Shop.a||waits in wait on a monitor that nobody notifies",
                "java.lang.Object.wait < com.acme.Shop.a|com.acme.Three$3|waits in wait on an object of an anonymous class in Three that nobody notifies",
                AWAIT
                        + "juc.CountDownLatch.await < com.acme.Shop.a|com.acme.Gate$Sync|waits in await on a CountDownLatch that nobody ends",
                PARK + "com.acme.Shop.a|com.acme.Gate$Sync|waits in park on a Sync of Gate, and nobody unparks it",
                "java.lang.Object.wait < java.lang.Thread.join < java.lang.ApplicationShutdownHooks.runHooks < java.lang.Shutdown.exit"
                        + " < java.lang.Runtime.exit < java.lang.System.exit < com.acme.Shop.a|java.lang.Thread|waits in System.exit for the end of a shutdown hook",
                AWAIT
                        + "juc.ThreadPoolExecutor.awaitTermination < com.acme.Shop.a||waits in awaitTermination on a ThreadPoolExecutor that has not terminated",
                AWAIT
                        + "juc.ForkJoinPool.close < com.acme.Shop.a||waits in close on a ForkJoinPool that has not terminated",
                AWAIT
                        + "juc.ThreadPerTaskExecutor.close < com.acme.Shop.a||waits in close on a ThreadPerTaskExecutor that has not terminated",
                AWAIT
                        + "juc.StructuredTaskScope.close < com.acme.Shop.a||waits in close on a StructuredTaskScope that nobody ends",
            })
    void aSentenceSaysWhatWouldEndTheWait(String frames, @Nullable String blocker, String sentence) {
        add(Waits.wait(frames + RUN, blocker, null));

        assertThat(only().summary()).isEqualTo("1 platform thread " + sentence);
    }

    @Test
    void anUnknownMonitorHasNoTypeAndTheFingerprintOfAnObject() {
        Observation unknown = Waits.wait("com.acme.Shop.a" + RUN, null, Role.LOCK);
        add(unknown);

        assertThat(only().channel().type()).isEmpty();
        assertThat(only().summary())
                .isEqualTo("1 platform thread waits in synchronized for a monitor that is not released");
        assertThat(only().fingerprint())
                .isEqualTo(((Classification.Stuck)
                                detector.classify(Waits.wait("com.acme.Shop.a" + RUN, "java.lang.Object", Role.LOCK)))
                        .fingerprint());
    }

    @Test
    void severalUnknownMonitorsAreNotSaidToBeOne() {
        add(Waits.wait("com.acme.Shop.a" + RUN, null, Role.LOCK));
        add(Waits.wait("com.acme.Shop.a" + RUN, null, Role.LOCK));
        assertThat(only().summary())
                .isEqualTo("2 platform threads wait in synchronized for monitors that are not released");
    }

    @Test
    void severalUnknownMonitorsThatNobodyNotifiesAreNotSaidToBeOne() {
        add(Waits.wait("java.lang.Object.wait < com.acme.Shop.a" + RUN));
        add(Waits.wait("java.lang.Object.wait < com.acme.Shop.a" + RUN));
        assertThat(only().summary()).isEqualTo("2 platform threads wait in wait on monitors that nobody notifies");
    }

    @Test
    void threadsThatWaitOnOneUnknownMonitorAreSaidToDoSo() {
        Observation wait = Waits.wait("com.acme.Shop.a" + RUN, null, Role.LOCK);
        add(wait.on(11, null));
        add(wait.on(11, null));
        assertThat(only().summary())
                .isEqualTo("2 platform threads wait in synchronized for a monitor that is not released");
    }

    @Test
    void twoLocksThatAreWantedInOneMethodAreCounted() {
        Observation wait = Waits.wait(PARK + "juc.locks.ReentrantLock.lock < com.acme.Shop.move" + RUN);
        add(wait.on(11, null));
        assertThat(only().summary()).endsWith("waits in lock for a ReentrantLock that is not released");
        assertThat(only().channel().instances()).isEqualTo(1);

        add(wait.on(12, null));
        add(wait.on(11, null));
        assertThat(only().summary())
                .isEqualTo("3 platform threads wait in lock for 2 different ReentrantLocks that are not released");
        assertThat(only().channel().instances()).isEqualTo(2);

        add(wait);
        assertThat(only().summary()).endsWith("wait in lock for a ReentrantLock that is not released");
        assertThat(only().channel().instances()).as("of one it is not known").isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                AWAIT
                        + "*juc.LinkedBlockingQueue.take|take from 2 different LinkedBlockingQueues that nobody puts into",
                AWAIT + "*juc.DelayQueue.take|take from 2 different DelayQueues that hold no item that is due",
                PARK + "juc.Exchanger.exchange|exchange at 2 different Exchangers where no partner comes",
                PARK + "juc.CountDownLatch.await|in await on 2 different CountDownLatches that nobody ends",
                AWAIT
                        + "juc.CyclicBarrier.await|in await at 2 different CyclicBarriers that not all parties have reached",
                "java.lang.Object.wait|in wait on 2 different monitors that nobody notifies",
            })
    void threadsThatWaitOnDifferentInstancesAreSaidToDoSo(String frames, String sentence) {
        Observation wait = Waits.wait(frames + " < com.acme.Shop.a" + RUN);
        add(wait.on(11, null));
        add(wait.on(12, null));

        assertThat(only().summary()).endsWith(sentence);
        assertThat(only().channel().instances()).isEqualTo(2);
    }

    @Test
    void aPoolThatHasNothingOutAndNothingIdleIsSaidToGetNothingBack() {
        addInPool(Map.of("out", 0, "idle", 0, "wanted", 1));
        assertThat(only().summary()).endsWith(" that nobody ends: nothing is handed out, so nothing can come back");
        assertThat(only().advice()).startsWith("Find out why the pool makes no object");
    }

    @Test
    void aPoolThatIsExhaustedIsNot() {
        addInPool(Map.of("out", 2, "idle", 0, "wanted", 1));
        assertThat(only().summary()).endsWith(" that nobody ends");
        assertThat(only().advice()).startsWith("Give each object back");
    }

    private void addInPool(Map<String, Integer> state) {
        Observation wait = Waits.wait(AWAIT + "com.acme.Shop.a" + RUN).on(11, null);
        findings.add((Classification.Stuck) detector.classify(wait), wait, Cause.with(null, state));
    }

    @Test
    void theClassThatIsTheMonitorIsNamedIfAllWaitForOne() {
        add(ofClass("com.acme.Registry", 11));
        add(ofClass("com.acme.Registry", 11));
        assertThat(only().channel().of()).isEqualTo("com.acme.Registry");
        assertThat(only().channel().type()).isEqualTo("java.lang.Class");
        assertThat(only().summary()).endsWith(" for the class com.acme.Registry that is not released");

        add(ofClass("com.acme.Other", 12));
        assertThat(only().channel().of()).isNull();
        assertThat(only().summary()).endsWith(" for 2 different Classes that are not released");
    }

    private static Observation ofClass(String name, int instance) {
        return Observation.at(Waits.wait("com.acme.Shop.a" + RUN).stack())
                .blocker("java.lang.Class")
                .recorded(Role.LOCK, null)
                .of(name)
                .build()
                .on(instance, null);
    }

    @Test
    void whoCameToABarrierLastTellsHowManyAreThere() {
        String frames = AWAIT + "juc.CyclicBarrier.await < com.acme.Shop.a" + RUN;
        add(at(frames, 1));
        add(at(frames, 2));

        assertThat(only().channel().state()).isEqualTo(Map.of("parties", 3, "arrived", 2));
    }

    private static Observation at(String frames, int arrived) {
        ObservedChannel barrier = new ObservedChannel(
                "java.util.concurrent.CyclicBarrier",
                Kind.NONE,
                null,
                null,
                null,
                false,
                Map.of("parties", 3, "arrived", arrived));
        Observation wait = Waits.wait(frames);
        return Waits.at(wait.stack().frames())
                .thread(arrived, "")
                .since(arrived, Waits.SINCE, false)
                .channel(barrier)
                .build()
                .on(7, null);
    }

    @Test
    void lambdasOfOneMethodAreOneFindingThatTellsAllOfThem() {
        add(Waits.wait(PUT + "com.acme.Search.lambda$first$1" + RUN));
        add(Waits.wait(PUT + "com.acme.Search.lambda$first$2" + RUN));
        add(Waits.wait(PUT + "com.acme.Search.lambda$first$3" + RUN));
        add(Waits.wait(PUT + "com.acme.Search.lambda$first$3" + RUN));

        Finding finding = only();
        assertThat(finding.stack()).contains(finding.waitsAt());
        List<Frame> others = List.of(1, 2, 3).stream()
                .map(n -> Waits.frame("com.acme.Search.lambda$first$" + n))
                .filter(frame -> !frame.equals(finding.waitsAt()))
                .toList();
        assertThat(finding.alsoWaitsAt())
                .extracting(place -> place.stack().get(0))
                .containsExactlyInAnyOrderElementsOf(others);
        assertThat(finding.alsoWaitsAt()).extracting(Place::count).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void creationsThatDifferInLibraryFramesAloneAreOnePlace() {
        add(Waits.wait(1, 0, true, null, "java.lang.Thread.start < com.acme.Search.first < java.lang.Thread.run"));
        add(Waits.wait(2, 0, true, null, "juc.ThreadPerTaskExecutor.start < com.acme.Search.first"));
        add(Waits.wait(3, 0, true, null, "java.lang.Thread.start < java.lang.Thread.run"));
        add(Waits.wait(4, 0, true, null, null));

        assertThat(only().createdAt()).containsExactly(Waits.frame("com.acme.Search.first"));
        assertThat(only().alsoCreatedAt()).isEmpty();
    }

    @Test
    void whatIsToldOfAChannelIsOfTheOneThatWasMadeAtThePlaceThatIsTold() {
        String queue = "java.util.concurrent.ArrayBlockingQueue";
        add(Waits.wait(1, 100, false, new ObservedChannel(queue, Kind.BOUNDED, 1, 1, made("com.acme.A.one")), null));
        add(Waits.wait(2, 100, false, new ObservedChannel(queue, Kind.BOUNDED, 1, 1, made("com.acme.B.one")), null));
        add(Waits.wait(3, 100, false, new ObservedChannel(queue, Kind.BOUNDED, 7, 7, made("com.acme.C.seven")), null));
        add(Waits.wait(4, 100, false, new ObservedChannel(queue, Kind.BOUNDED, 7, 7, made("com.acme.C.seven")), null));
        add(Waits.wait(5, 100, false, new ObservedChannel(queue, Kind.BOUNDED, 1, 1, made("com.acme.D.one")), null));

        Channel channel = only().channel();
        assertThat(channel.createdAt()).startsWith(Waits.frame("com.acme.C.seven"));
        assertThat(channel.capacity()).isEqualTo(7);
    }

    @Test
    void ofPlacesThatAreAsCommonThatOfTheOldestWaitIsToldWithItsChannelAndItsStack() {
        String queue = "java.util.concurrent.ArrayBlockingQueue";
        String thread = "java.lang.Thread.start < com.acme.";
        add(Waits.wait(
                1, 200, true, new ObservedChannel(queue, Kind.BOUNDED, 1, 1, made("com.acme.A.one")), thread + "A.go"));
        add(Waits.wait(
                2,
                100,
                true,
                new ObservedChannel(queue, Kind.BOUNDED, 7, 7, made("com.acme.C.seven")),
                thread + "C.go"));
        add(Waits.wait(
                3, 300, true, new ObservedChannel(queue, Kind.BOUNDED, 1, 1, made("com.acme.B.one")), thread + "B.go"));

        Finding finding = only();
        assertThat(finding.createdAt()).containsExactly(Waits.frame("com.acme.C.go"));
        assertThat(finding.channel().createdAt()).startsWith(Waits.frame("com.acme.C.seven"));
        assertThat(finding.channel().capacity()).isEqualTo(7);
    }

    @Test
    void whatIsShownOfTheChannelIsTheInstance() {
        ObservedChannel sub = new ObservedChannel(
                "com.acme.Handover", Kind.RENDEZVOUS, 0, 0, made("java.util.concurrent.SynchronousQueue.<init>"));
        add(Waits.wait(1, 0, false, sub, null));

        Finding finding = only();
        assertThat(finding.channel().type()).isEqualTo("com.acme.Handover");
        assertThat(finding.channel().kind()).isEqualTo(Kind.RENDEZVOUS);
        assertThat(finding.channel().size()).isZero();
        assertThat(finding.channel().createdAt()).containsExactly(Waits.frame("com.acme.Search.first"));
        assertThat(finding.summary()).endsWith("into a Handover that nobody takes from");
    }

    @Test
    void twoSubclassesOfOneQueueAreTwoFindings() {
        add(Waits.wait(1, 0, false, new ObservedChannel("com.acme.Orders", Kind.RENDEZVOUS, 0, 0, null), null));
        add(Waits.wait(2, 0, false, new ObservedChannel("com.acme.Bills", Kind.RENDEZVOUS, 0, 0, null), null));

        assertThat(findings.worstFirst(NOW).stream()
                        .map(finding -> finding.channel().type()))
                .containsExactlyInAnyOrder("com.acme.Orders", "com.acme.Bills");
    }

    @Test
    void anUnseenInstanceOfThePlainClassDoesNotChangeTheFingerprint() {
        Observation unseen = Waits.wait(1, 0, false, null, null);
        Observation seen = Waits.wait(
                2,
                0,
                false,
                new ObservedChannel("java.util.concurrent.SynchronousQueue", Kind.RENDEZVOUS, 0, 0, null),
                null);

        assertThat(detector.classify(seen)).isEqualTo(detector.classify(unseen));
    }

    @Test
    void ofAnOwnQueueTheInnerPartsTellThePlaceNotTheRoom() {
        Observation wait = Waits.at(Waits.frames(AWAIT + "*com.acme.Ring.take < com.acme.Search.first" + RUN))
                .channel(new ObservedChannel(
                        "java.util.concurrent.locks.ReentrantLock",
                        Kind.NONE,
                        null,
                        null,
                        made("*com.acme.Ring.<init>")))
                .build();
        add(wait);

        Finding finding = only();
        assertThat(finding.channel().type()).isEqualTo("com.acme.Ring");
        assertThat(finding.channel().kind()).isEqualTo(Kind.NONE);
        assertThat(finding.channel().createdAt()).containsExactly(Waits.frame("com.acme.Search.first"));
    }

    @Test
    void aFullQueueIsSaidToBeFull() {
        Observation wait = Waits.wait(AWAIT + "*juc.ArrayBlockingQueue.put < com.acme.Shop.buy" + RUN);
        add(wait);

        assertThat(only().summary())
                .isEqualTo(
                        "1 platform thread waits to put into an ArrayBlockingQueue that is full and that nobody takes from");
        assertThat(only().role()).isEqualTo(Role.SENDER);
    }

    @Test
    void aHundredThousandWaitsFromAsManyPlacesStayWithinBounds() {
        for (int i = 0; i < 100_000; i++) {
            ObservedChannel channel = new ObservedChannel(
                    "java.util.concurrent.SynchronousQueue", Kind.RENDEZVOUS, i, 0, made("com.acme.Made.at" + i));
            add(Waits.wait(i, i % 900, true, channel, "com.acme.Deep.at" + i));
        }

        Finding finding = only();
        assertThat(finding.count()).isEqualTo(100_000);
        assertThat(finding.threads()).hasSize(20);
        assertThat(finding.alsoCreatedAt()).hasSize(10);
        assertThat(finding.channel().alsoCreatedAt()).hasSize(10);
    }

    private static Stack made(String inner) {
        return new Stack(Waits.frames(inner + " < com.acme.Search.first"));
    }

    private void add(Observation wait) {
        findings.add((Classification.Stuck) detector.classify(wait), wait, null);
    }

    private Finding only() {
        List<Finding> all = findings.worstFirst(NOW);
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
