// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alibaba.druid.pool.DruidDataSource;
import io.parkwatch.finding.Frame;
import io.parkwatch.look.jvm.Synchronizers;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolsTest {
    private static final Frame BORROW = new Frame(DruidDataSource.class.getName(), "takeLast", null, 1, false);

    private final Instrumentation instrumentation = (Instrumentation) Proxy.newProxyInstance(
            Instrumentation.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, args) -> null);
    private final Pools pools = new Pools(instrumentation, new Synchronizers());
    private final DruidDataSource pool = new DruidDataSource();
    private Thread waits = Thread.currentThread();

    @AfterEach
    void end() {
        if (waits != Thread.currentThread()) {
            waits.interrupt();
        }
    }

    @Test
    void thePoolThatOwnsTheConditionIsFoundByItsThread() throws InterruptedException {
        Pools.Wait wait = waitsAt(pool.lock, pool.condition());
        pools.find(List.of(wait), new Thread[] {new DruidDataSource().creator(), null, pool.creator()});

        assertThat(pools.isIn(wait.frames())).isTrue();
        assertThat(pools.of(wait)).isEqualTo(Map.of("out", 2, "idle", 0, "wanted", 1));
    }

    @Test
    void aPoolThatDoesNotOwnTheConditionIsNotTakenForTheOneThatIsWaitedFor() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Pools.Wait wait = waitsAt(lock, lock.newCondition());
        pools.find(List.of(wait), new Thread[] {pool.creator()});

        assertThat(pools.of(wait)).isEmpty();
    }

    @Test
    void aPoolThatWasFoundIsNotSearchedAgain() throws InterruptedException {
        Pools.Wait wait = waitsAt(pool.lock, pool.condition());
        pools.find(List.of(wait), new Thread[] {pool.creator()});
        pools.find(List.of(wait), new Thread[0]);
        assertThat(pools.of(wait)).containsEntry("out", 2);

        pools.find(List.of(), new Thread[0]);
        assertThat(pools.of(wait)).as("nobody waits for it any more").isEmpty();
    }

    @Test
    void aStackWithoutAPoolIsNoWaitInOne() {
        assertThat(pools.isIn(List.of(new Frame("com.acme.Pool", "take", null, 1, false))))
                .isFalse();
    }

    private Pools.Wait waitsAt(ReentrantLock lock, Condition condition) throws InterruptedException {
        waits = new Thread(() -> {
            lock.lock();
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    condition.await();
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        });
        waits.setDaemon(true);
        waits.start();
        while (new Synchronizers().waiting(condition, waits) != 1) {
            Thread.sleep(1);
        }
        return new Pools.Wait(waits, condition, 0, null, List.of(BORROW));
    }

    @Test
    void aFieldIsReadIfItHasOneOfTheWantedTypes() throws ReflectiveOperationException {
        assertThat(read("own:java.util.List/java.lang.String")).isEqualTo("text");
        assertThat(read("number:int")).isEqualTo(7);
        assertThat(read("ref:java.lang.ref.WeakReference get()")).isEqualTo("referent");
        assertThat(read("nothing:java.lang.String hash")).isNull();
        assertThatThrownBy(() -> read("number:java.lang.String")).isInstanceOf(NoSuchFieldException.class);
        assertThatThrownBy(() -> read("own")).as("it is no class of the JDK").isInstanceOf(NoSuchFieldException.class);
    }

    private @Nullable Object read(String path) throws ReflectiveOperationException {
        return new FieldPath(path).read(new Below(), instrumentation);
    }

    @SuppressWarnings("UnusedVariable") // read by their names
    private static class Above {
        private final String own = "text";
        private final int number = 7;
        private final @Nullable String nothing = null;
        private final WeakReference<Object> ref = new WeakReference<>("referent");
    }

    private static final class Below extends Above {}
}
