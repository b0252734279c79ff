// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.custom;

import static io.parkwatch.families.ReaderTests.field;
import static io.parkwatch.families.ReaderTests.parkedBy;
import static io.parkwatch.families.ReaderTests.saw;
import static io.parkwatch.families.ReaderTests.waitsOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.custom.CustomField;
import io.parkwatch.custom.CustomTypes;
import io.parkwatch.custom.UserChannel;
import io.parkwatch.families.AllFamilies;
import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Monitor;
import io.parkwatch.families.jdk.Jdk;
import io.parkwatch.finding.CustomFrame;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class CustomChannelsTest {
    private static final String PIPE = Pipe.class.getName();
    private static final String CONDITION = Condition.class.getName();

    private static final Frame AWAIT = new Frame(CONDITION, "await", "Condition.java", 1, false);
    private static final Frame SEND =
            new Frame(PIPE, "send", "Pipe.java", 2, false, new CustomFrame(PIPE, Role.SENDER));
    private static final Frame PROGRAM = new Frame("com.acme.Shop", "buy", "Shop.java", 3, false);

    private final CustomTypes types = new CustomTypes(List.of(new UserChannel(PIPE, "send", Role.SENDER)));
    private final Jdk jdk = new Jdk();

    @SuppressWarnings("UnusedVariable") // read by the reader
    private static class Pipe {
        private final ReentrantLock lock;
        private final Condition room;
        private final Object monitor = new Object();

        Pipe(ReentrantLock lock) {
            this.lock = lock;
            this.room = lock.newCondition();
        }
    }

    private static final class Wide extends Pipe {
        Wide() {
            super(new ReentrantLock());
        }
    }

    @SuppressWarnings("serial") // never serialized
    private static final class Queue extends ArrayBlockingQueue<String> {
        Queue() {
            super(3);
        }
    }

    CustomChannelsTest() {
        types.fields(
                PIPE,
                List.of(
                        new CustomField("lock", ReentrantLock.class.getName()),
                        new CustomField("room", CONDITION),
                        new CustomField("monitor", "java.lang.Object")));
    }

    private void find(BlockedWait wait, Object... channels) {
        jdk.reader().find(List.of(wait), saw(channels));
        new CustomChannels(types, jdk.reader(), AllFamilies.noClasses()).find(List.of(wait), saw(channels));
    }

    private static void isOwn(BlockedWait wait, Class<?> type) {
        assertThat(wait.channel)
                .isEqualTo(new ObservedChannel(type.getName(), Kind.NONE, null, null, null, true, Map.of()));
    }

    @Test
    void theInstanceIsFoundByTheConditionThatItHas() {
        Pipe pipe = new Pipe(new ReentrantLock());
        BlockedWait wait = parkedBy(pipe.room, AWAIT, SEND, PROGRAM);

        find(wait, new Pipe(new ReentrantLock()), pipe);

        isOwn(wait, Pipe.class);
    }

    @Test
    void theInstanceIsFoundByTheLockThatItHas() {
        Pipe pipe = new Pipe(new ReentrantLock());
        BlockedWait wait = parkedBy(field(pipe.lock, "sync"), AWAIT, SEND, PROGRAM);

        find(wait, pipe, pipe.lock);

        isOwn(wait, Pipe.class);
    }

    @Test
    void aSubclassHasTheFieldsOfItsSuperclass() {
        Wide wide = new Wide();
        BlockedWait wait = parkedBy(((Pipe) wide).room, AWAIT, SEND, PROGRAM);

        find(wait, wide);

        isOwn(wait, Wide.class);
    }

    @Test
    void theInstanceIsFoundByAMonitorThatItHasOrIs() {
        Pipe pipe = new Pipe(new ReentrantLock());
        for (Object monitor : List.of(pipe, pipe.monitor)) {
            String type = monitor.getClass().getTypeName();
            BlockedWait known = waitsOn(new Monitor(type, 0, monitor), AWAIT, SEND, PROGRAM);
            BlockedWait hashed = waitsOn(new Monitor(type, System.identityHashCode(monitor), null), SEND, PROGRAM);

            find(known, new Pipe(new ReentrantLock()), pipe);
            find(hashed, new Pipe(new ReentrantLock()), pipe);

            isOwn(known, Pipe.class);
            isOwn(hashed, Pipe.class);
        }
    }

    @Test
    void itIsNotKnownWhichOfTwoThatShareALockIsWaitedOn() {
        ReentrantLock shared = new ReentrantLock();
        BlockedWait wait = parkedBy(field(shared, "sync"), AWAIT, SEND, PROGRAM);

        find(wait, new Pipe(shared), new Pipe(shared), shared);

        assertThat(wait.channel).isNull();
    }

    @Test
    void anInstanceThatIsParkedByItselfIsFoundThoughNobodySawItsCreation() {
        Pipe pipe = new Pipe(new ReentrantLock());
        BlockedWait wait = parkedBy(pipe, AWAIT, SEND, PROGRAM);

        find(wait);

        isOwn(wait, Pipe.class);
    }

    @Test
    void theNamedMethodMustBeNextToTheWait() {
        Pipe pipe = new Pipe(new ReentrantLock());
        BlockedWait wait = parkedBy(field(pipe.lock, "sync"), AWAIT, PROGRAM, SEND);

        find(wait, pipe, pipe.lock);

        assertThat(wait.channel).extracting(ObservedChannel::type).isEqualTo(ReentrantLock.class.getName());
    }

    @Test
    void aQueueOfTheProgramKeepsWhatWasReadOfIt() {
        Queue queue = new Queue();
        Frame put = new Frame(
                Queue.class.getName(),
                "put",
                "Queue.java",
                2,
                true,
                new CustomFrame(Queue.class.getName(), Role.SENDER));
        BlockedWait wait = parkedBy(field(queue, "notFull"), AWAIT, put, PROGRAM);

        find(wait, queue);

        assertThat(wait.channel)
                .isEqualTo(new ObservedChannel(Queue.class.getName(), Kind.BOUNDED, 0, 3, null, true, Map.of()));
    }

    @Test
    void ofTheProgramsTypesNoneIsReadUnlessOneIsNamed() {
        BlockedWait wait = parkedBy(new Object());

        assertThat(new Custom(types, jdk, AllFamilies.noClasses()).concerns(wait))
                .isTrue();
        assertThat(new Custom(new CustomTypes(List.of()), jdk, AllFamilies.noClasses()).concerns(wait))
                .isFalse();
    }
}
