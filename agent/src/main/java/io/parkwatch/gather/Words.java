// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.detect.Operation;
import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Role;
import org.jspecify.annotations.Nullable;

/** The sentences of a finding: what was seen, and what to do. They claim no more than is known. */
final class Words {
    private static final String SUPPORT = "java.util.concurrent.locks.LockSupport";

    /** Names of methods that read as a verb in a sentence: to put into, to take from. */
    private static final String VERBS =
            " add addFirst addLast offer offerFirst offerLast poll pollFirst pollLast pop push put"
                    + " putFirst putLast read receive remove send submit take takeFirst takeLast transfer tryTransfer write ";

    /** Advice for a lock that is free. */
    static final String FREE_ADVICE =
            "Its next owner was woken and needs a carrier, and the carriers are held by threads that wait for others: do not wait for a"
                    + " lock in synchronized code (up to 23), in a class initializer or below a native frame, or raise"
                    + " jdk.virtualThreadScheduler.parallelism.";

    /** Advice for tasks in a queue. */
    static final String QUEUED_ADVICE =
            "See what the workers of that pool do: the task runs once one of them is free. No task may wait for another one of its own"
                    + " pool.";

    private Words() {}

    /** Returns the summary of waits for tasks that no worker has taken yet. */
    static String ofQueuedTask(String summary) {
        return summary.replace(" that nobody ends", " whose task is in the queue of a pool");
    }

    /** Returns the summary of waits for a lock that no thread holds. */
    static String ofFreeLock(String summary) {
        return summary.replace(" that is not released", " that is free, and whose next owner gets no carrier")
                .replace(" that are not released", " that are free, and whose next owners get no carrier");
    }

    /**
     * Returns a summary with the holder.
     *
     * @param holder the one thread that all {@code count} threads wait for; null if there is none or it is not known
     * @param known whether each of them has a holder
     * @param itself whether the holder is the one thread that waits
     */
    static String held(String summary, @Nullable Holder holder, boolean known, boolean itself, int count) {
        if (holder == null) {
            return known ? summary.replace(" that nobody ends", " that has not ended") : summary;
        }
        if (itself) {
            return holder.how().equals(Holder.JOINED)
                    ? summary.replace("for the end of a thread", "for its own end")
                    : holder.how().equals(Holder.WORKS) ? summary + " and that it works for itself" : summary;
        }
        String name = holder.name().isEmpty() ? "#" + holder.id() : '"' + holder.name() + '"';
        String holds = " that " + name
                + (holder.how().equals(Holder.WRITES_FIRST)
                        ? " wants for writing"
                        : Holder.ENDED.equals(holder.state()) ? " held when it ended" : " holds");
        String nobody = holder.how().equals(Holder.OWNS_LOCK)
                ? ", " + (count == 1 ? "was" : "were") + " signalled and must get the lock" + holds
                : holder.how().equals(Holder.RUNS_TASK) ? " that " + name + " runs" : " that nobody ends";
        return summary.replace(" that is not released", holds)
                .replace(" that are not released", holds)
                .replace(" that nobody ends", nobody)
                .replace("for the end of a thread", "for the end of " + name);
    }

    /**
     * Returns the summary of a finding with threads in circles.
     *
     * @param size the number of threads in the first circle
     * @param in the number of threads of the finding that are in one
     */
    static String inCircles(String summary, int circles, int size, int in, int count) {
        String who = in == count ? ", " : ", " + in + " of them ";
        if (circles > 1) {
            return summary + who + "in " + circles + " circles";
        }
        if (size == 1) {
            return in == count
                    ? summary.replace(" that is not released", " that it holds for reading itself")
                    : summary + who + "holding it for reading";
        }
        return summary + who + "in a circle of " + size + " threads";
    }

    /**
     * Returns the advice for waits whose holders are known; null if the advice for the operation says more.
     *
     * @param inCircle the number of threads in their circle; 0 if they are in none
     * @param itself whether the holder is the one thread that waits
     */
    static @Nullable String advice(Operation operation, @Nullable Holder holder, int inCircle, boolean itself) {
        if (inCircle == 1) {
            return "Release the read lock before taking the write lock: a read lock can't be upgraded.";
        }
        if (inCircle > 1) {
            if (operation.name().equals("synchronized")) {
                return operation.type().startsWith("java.util.concurrent.ConcurrentHashMap$")
                        ? "Do not use a ConcurrentHashMap in the functions that compute its values: computeIfAbsent, compute and merge hold"
                                + " a part of the map while they run."
                        : "Enter these monitors in one order on every path, or enter none while holding another. Restart the program to go"
                                + " on now.";
            }
            return operation.role() == Role.LOCK
                    ? "Take these locks in one order on every path, or take the second one with tryLock and a time-out. Restart the"
                            + " program to go on now."
                    : "Do not wait for the end of a thread while holding what that thread needs.";
        }
        if (itself && holder != null && operation.role() != Role.LOCK) {
            return holder.how().equals(Holder.WORKS)
                    ? "Wait for the end of a pool outside of its tasks: a task that waits for it waits for itself."
                    : "Do not join the current thread: a thread that waits for its own end never gets there.";
        }
        if (holder == null || operation.role() != Role.LOCK) {
            return null;
        }
        return Holder.ENDED.equals(holder.state())
                ? "Release the lock in a finally block: its owner ended without releasing it, and nobody else can."
                : "See what the holder does: keep slow calls and waits out of the lock, and release it in a finally block.";
    }

    /**
     * Returns the summary of a finding.
     *
     * @param what the noun for one of the {@code count} threads that wait
     * @param over whether they no longer wait
     */
    static String summary(Operation operation, Channel channel, int count, String what, boolean over) {
        String who = count == 1 ? "1 " + what : count + " " + what + "s";
        String wait = over ? " waited " : count == 1 ? " waits " : " wait ";
        return who + wait + does(operation, channel, count == 1);
    }

    private static String does(Operation operation, Channel channel, boolean alone) {
        String name = operation.name();
        String what = named(channel, alone);
        boolean one = !areDifferent(channel, alone);
        boolean select = name.startsWith("select") || name.startsWith("alts");
        Role role = operation.role();
        if (role == Role.SENDER) {
            if (name.equals("exchange")) {
                return "to exchange at " + what + " where no partner comes";
            }
            if (select) {
                return "in " + name + " to send into one of several channels that nobody takes from";
            }
            String full = channel.kind() == Kind.BOUNDED ? one ? " that is full and" : " that are full and" : "";
            return verb(name, "put") + " into " + what + full
                    + (name.equals("write") ? " that nobody reads" : " that nobody takes from");
        }
        if (role == Role.RECEIVER) {
            return select
                    ? "in " + name + " to receive from one of several channels that nobody sends to"
                    : verb(name, "take") + " from " + what + empty(name, channel.type(), one);
        }
        if (role == Role.LOCK) {
            boolean several = areSeveral(channel, alone);
            return "in " + name + " for " + (several ? "monitors" : what)
                    + (one && !several ? " that is not released" : " that are not released");
        }
        return waits(operation, channel, alone);
    }

    private static String empty(String name, String type, boolean one) {
        if (name.equals("read")) {
            return " that nobody writes to";
        }
        return type.equals("java.util.concurrent.DelayQueue")
                ? one ? " that holds no item that is due" : " that hold no item that is due"
                : " that nobody puts into";
    }

    /** Reports whether there may be several unknown monitors: one for all threads, or one for each. */
    private static boolean areSeveral(Channel channel, boolean alone) {
        return !alone && channel.type().isEmpty() && channel.instances() == null;
    }

    /**
     * Reports several instances. Two threads that want each other's lock in one method are one finding on two locks.
     */
    private static boolean areDifferent(Channel channel, boolean alone) {
        return !alone && channel.instances() != null && channel.instances() > 1;
    }

    /** Returns {@code a Foo}, {@code 2 different Foos} or, if it is the monitor of a class, {@code the class Foo}. */
    private static String named(Channel channel, boolean alone) {
        if (areDifferent(channel, alone)) {
            return channel.instances() + " different " + Nouns.several(channel.type());
        }
        return channel.of() == null ? Nouns.one(channel.type()) : "the class " + channel.of();
    }

    /** Says what would end the wait, if the type shows it. */
    private static String waits(Operation operation, Channel channel, boolean alone) {
        String name = operation.name();
        String what = named(channel, alone);
        boolean one = !areDifferent(channel, alone);
        if (isNotified(name)) {
            return "in wait on " + (areSeveral(channel, alone) ? "monitors" : what) + " that nobody notifies";
        }
        if (isDispatch(operation)) {
            return "to be run by " + what + (one ? " that has" : " that have") + " no thread for "
                    + (alone ? "it" : "them");
        }
        if (isPark(operation)) {
            String by = operation.type().equals(SUPPORT) ? "" : " on " + what;
            return "in " + name + by + ", and nobody unparks " + (alone ? "it" : "them");
        }
        if (operation.isJoin()) {
            return "in join for the end of a thread";
        }
        if (isTermination(operation)) {
            return "in " + name + " on " + what + (one ? " that has" : " that have") + " not terminated";
        }
        return switch (channel.type()) {
            case "java.util.concurrent.CyclicBarrier" ->
                "in " + name + " at " + what + " that not all parties have reached";
            case "java.util.concurrent.Phaser" ->
                "in " + name + " on " + what + (one ? " that does" : " that do") + " not advance";
            default -> "in " + name + " on " + what + " that nobody ends";
        };
    }

    /** Reports a wait for the end of an executor, which may have been shut down. */
    private static boolean isTermination(Operation operation) {
        return operation.name().equals("awaitTermination")
                || (operation.name().equals("close") && isExecutor(operation.type()));
    }

    private static boolean isExecutor(String type) {
        return type.endsWith("Executor") || type.endsWith("Pool") || type.endsWith("ExecutorService");
    }

    private static boolean isDispatch(Operation operation) {
        return operation.name().equals(Operation.DISPATCH) && operation.role() == Role.WAITER;
    }

    /** Reports a park by the program itself, or by an unknown library. */
    private static boolean isPark(Operation operation) {
        return operation.name().startsWith("park") && !operation.around();
    }

    /**
     * Returns the phrase for a method. Clojure's {@code <!} and {@code >!!} can't be read in a sentence;
     * {@code forEach}, and methods of the program's own, are not verbs.
     */
    private static String verb(String name, String word) {
        if (name.endsWith("!")) {
            return "to " + word;
        }
        return VERBS.contains(' ' + name + ' ') ? "to " + name : "in " + name + " to " + word;
    }

    private static String quiet(String fingerprint, boolean leaked) {
        return leaked ? "" : " If this consumer is only quiet, leave it out with ignore=#" + fingerprint + ".";
    }

    /** Reports whether the operation is {@code Object.wait}. */
    private static boolean isNotified(String name) {
        return name.equals("wait");
    }

    /** Returns the advice. If some threads are proved {@code leaked}, they are not just quiet. */
    static String advice(Operation operation, Kind kind, String fingerprint, boolean leaked) {
        Role role = operation.role();
        if (role == Role.SENDER) {
            if (operation.name().equals("exchange")) {
                return "Call exchange with a time-out, and make sure that both partners reach it on every path.";
            }
            if (operation.name().equals("write")) {
                return "Make sure that the reader reads to the end, or closes its end of the pipe on every path: in a finally block or a"
                        + " try-with-resources.";
            }
            if (kind == Kind.BOUNDED) {
                return "Make sure that the consumer outlives its producers and takes until they are done; else offer with a time-out, or"
                        + " interrupt the sender when its consumer ends.";
            }
            return "Give the channel room for the one result (a buffer of 1), or take it on every path: also on time-out, on error and on"
                    + " early return.";
        }
        if (role == Role.RECEIVER) {
            return operation.name().equals("read")
                    ? "Make sure that the writer closes its end of the pipe on every path: in a finally block or a try-with-resources."
                            + quiet(fingerprint, leaked)
                    : "End the receiver when no more items come: close the channel or put a poison pill in a finally block, or interrupt the"
                            + " thread."
                            + quiet(fingerprint, leaked);
        }
        if (role == Role.LOCK) {
            return operation.name().equals("synchronized")
                    ? "Find who holds the monitor (often another finding is the holder; a thread dump names it): keep waits out of"
                            + " synchronized blocks, and enter several monitors in one order."
                    : "Find who holds it (often another finding is the holder): unlock or release in a finally block, take several locks in one"
                            + " order, and use tryLock or tryAcquire with a time-out where a holder may stay.";
        }
        if (isDispatch(operation)) {
            return "Find what keeps the dispatcher's threads (often other findings): give calls that block a dispatcher of their own, and call"
                    + " runBlocking on no thread of a dispatcher that its coroutines need.";
        }
        return isNotified(operation.name())
                ? "Make sure that whoever changes what it waits for calls notifyAll, on every path, also on error and at the end; or"
                        + " wait with a time-out."
                : "Make sure that what it waits for happens on every path, also on error (countDown, complete, signal in a finally block), or"
                        + " wait with a time-out.";
    }
}
