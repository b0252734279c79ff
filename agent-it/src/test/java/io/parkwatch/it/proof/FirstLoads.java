// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.function.UnaryOperator;

/** Leaked threads, each of which is the first to load some class of the program. The method names the kind of class. */
final class FirstLoads {
    /** The number of all threads. */
    static final int THREADS = 15;

    private FirstLoads() {}

    public static void main(String[] args) throws Exception {
        ownClass();
        nestedClasses();
        ownRecord();
        enumSwitch();
        stringSwitch();
        ownException();
        caughtException();
        anonymousClass();
        lambda();
        methodReference();
        concatenation();
        ownSynchronizer();
        byName();
        stage();
        publisher();
        new Scene().play();
    }

    /** Starts a thread that loads the classes of its task itself. */
    private static void leak(Job job) {
        Spawn.virtual("first", job.body()).start();
    }

    /** Returns a queue that nothing takes from. */
    private static BlockingQueue<Object> dropped() {
        return new SynchronousQueue<>();
    }

    private static final class Pipe {
        private final BlockingQueue<Object> items = new ArrayBlockingQueue<>(1);

        Object next() throws InterruptedException {
            return items.take();
        }
    }

    private static void ownClass() {
        leak(() -> new Pipe().next());
    }

    private static final class Outer {
        private interface Source {
            Object get() throws Exception;
        }

        private static class Base {
            final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
        }

        private static final class Derived extends Base implements Source {
            @Override
            public Object get() throws Exception {
                return queue.take();
            }
        }

        static Source source() {
            return new Derived();
        }
    }

    private static void nestedClasses() {
        leak(() -> Outer.source().get());
    }

    private record Message(String text, int number) {
        @SuppressWarnings("UnusedVariable") // an explicit constructor
        Message {
            number++;
        }
    }

    private static void ownRecord() {
        BlockingQueue<Object> queue = dropped();
        leak(() -> queue.put(new Message("hello", 1)));
    }

    private enum Step {
        FIRST,
        SECOND {
            @Override
            int size() {
                return 2;
            }
        };

        int size() {
            return 1;
        }
    }

    private static void enumSwitch() {
        BlockingQueue<Object> queue = dropped();
        leak(() -> {
            int size = switch (Step.valueOf("SECOND")) {
                case FIRST -> 0;
                case SECOND -> Step.SECOND.size();
            };
            queue.put(size);
        });
    }

    private static final class Words {
        static int of(String word) {
            return switch (word) {
                case "one" -> 1;
                case "two" -> 2;
                default -> throw new IllegalArgumentException(word);
            };
        }
    }

    private static void stringSwitch() {
        BlockingQueue<Object> queue = dropped();
        leak(() -> queue.put(Words.of("two")));
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(Throwable cause) {
            super("refused", cause);
        }
    }

    /** Answers a caller that has left with an exception. */
    private static void ownException() {
        BlockingQueue<Object> errors = dropped();
        leak(() -> errors.put(new Refused(new IllegalStateException("no"))));
    }

    private static final class Late extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Thrower {
        static void call(String word) {
            if (!word.isEmpty()) {
                throw new Late();
            }
        }
    }

    private static void caughtException() {
        BlockingQueue<Object> errors = dropped();
        leak(() -> {
            try {
                Thrower.call("late");
            } catch (RuntimeException e) {
                errors.put(e);
            }
        });
    }

    private static void anonymousClass() {
        BlockingQueue<Object> queue = dropped();
        leak(() -> queue.put(new Object() {
            @Override
            public String toString() {
                return "anonymous";
            }
        }));
    }

    private static void lambda() {
        BlockingQueue<Object> queue = dropped();
        leak(() -> {
            UnaryOperator<String> twice = text -> text.repeat(2);
            queue.put(twice.apply("a"));
        });
    }

    private static void methodReference() {
        BlockingQueue<Object> queue = dropped();
        leak(() -> {
            UnaryOperator<String> strip = String::strip;
            queue.put(strip.apply(" a "));
        });
    }

    private static void concatenation() {
        BlockingQueue<Object> queue = dropped();
        leak(() -> queue.put("at " + System.nanoTime() + ' ' + queue.size() + ", " + Thread.currentThread()));
    }

    /** A lock that is not re-entrant, as in the JDK's example. */
    private static final class Mutex {
        private static final class Sync extends AbstractQueuedSynchronizer {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean tryAcquire(int acquires) {
                return compareAndSetState(0, 1);
            }
        }

        private final Sync sync = new Sync();

        void lock() {
            sync.acquire(1);
        }
    }

    private static void ownSynchronizer() {
        leak(() -> {
            Mutex mutex = new Mutex();
            mutex.lock();
            mutex.lock();
        });
    }

    public static final class Plugin {
        private final CompletableFuture<Object> answer = new CompletableFuture<>();

        public void call() {
            answer.join();
        }
    }

    private static void byName() {
        leak(() -> {
            Class<?> plugin = Class.forName(FirstLoads.class.getName() + "$Plugin");
            plugin.getMethod("call").invoke(plugin.getConstructor().newInstance());
        });
    }

    private static final class Price {
        final int cents;

        Price(int cents) {
            this.cents = cents;
        }
    }

    private static void stage() {
        CompletableFuture<Integer> cents = new CompletableFuture<>();
        leak(() -> cents.thenApply(Price::new).thenApply(price -> price.cents).join());
    }

    /** Refers to a JDK class that is then defined with hooks. */
    private static final class Unread implements Flow.Subscriber<String> {
        static void submit() {
            SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 1);
            publisher.subscribe(new Unread());
            while (true) {
                publisher.submit("a");
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(String item) {}

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }

    private static void publisher() {
        leak(Unread::submit);
    }
}
