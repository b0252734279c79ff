// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Stack;
import io.parkwatch.finding.Verdict;
import io.parkwatch.gather.Cause;
import io.parkwatch.look.LookRequest.Subject;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.ThreadTags;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.jvm.WorkerTasks;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells a program that asks each stuck thread, and each live one with a tag, as rows of JDK types. For the watcher's
 * thread, during one look: a row has no reference to its thread.
 */
final class ThreadRows {
    private final Evidence evidence;
    private final PlatformThreads threads;
    private final Predicate<Thread> agents;
    private final ThreadTags tags;
    private final WorkerTasks tasks;
    private final PooledTasks pooledTasks;

    /** Stacks are interned, so that the threads of one place share one list. */
    private final IdentityHashMap<Stack, List<String>> texts = new IdentityHashMap<>();

    ThreadRows(Evidence evidence, Predicate<Thread> agents) {
        this.evidence = evidence;
        this.threads = evidence.threads().platform;
        this.agents = agents;
        try {
            this.tags = new ThreadTags();
            this.tasks = new WorkerTasks();
            this.pooledTasks = new PooledTasks();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this release keeps tags or tasks elsewhere", e);
        }
    }

    /** By thread, where the pool's task that it runs was made. Set once in a look, if a request needs it. */
    private IdentityHashMap<Thread, PooledTasks.Made> made = new IdentityHashMap<>();

    /** Answers all requests from one look. {@code causes} belong to its old waits. */
    void answer(LookRequest requests, LookState look, @Nullable Cause[] causes, boolean young) {
        made = pooledTasks.made(evidence.registry());
        List<Map<String, Object>> stuck = new ArrayList<>();
        Map<Long, OldWait> old = new HashMap<>();
        for (int i = 0; i < look.old.size(); i++) {
            OldWait wait = look.old.get(i);
            Thread thread = look.threads.get(i);
            if (wait.is() instanceof Classification.Stuck is) {
                stuck.add(stuck(is, wait.observation(), causes.length == 0 ? null : causes[i], thread));
            }
            if (thread != null) {
                old.put(threads.id(thread), wait);
            }
        }
        List<Thread> live = null;
        for (LookRequest request = requests; request != null; request = request.next) {
            List<Map<String, Object>> rows = new ArrayList<>(stuck);
            if (request.subject.tag() != null) {
                live = live == null ? live() : live;
                addLive(request.subject, live, old, rows);
            }
            request.answer(new LookRequest.Answer(look.number, young, rows));
        }
        texts.clear();
        made = new IdentityHashMap<>();
    }

    private List<Thread> live() {
        List<Thread> live = new ArrayList<>();
        Thread[] platform = threads.all();
        for (Thread thread : platform) {
            if (thread != null && !agents.test(thread) && !PlatformThreads.isCarrier(thread)) {
                live.add(thread);
            }
        }
        if (evidence.threads().virtual != null) {
            evidence.threads().virtual.forEach(platform, live::add);
        }
        return live;
    }

    /** Adds the threads of a subject that are not stuck. */
    private void addLive(Subject subject, List<Thread> live, Map<Long, OldWait> old, List<Map<String, Object>> rows) {
        Set<Long> seen = new HashSet<>();
        List<Thread> unread = new ArrayList<>();
        for (Thread thread : live) {
            long id = threads.id(thread);
            OldWait wait = old.get(id);
            boolean isStuck = wait != null && wait.is() instanceof Classification.Stuck;
            if (isStuck || !seen.add(id) || !isOf(subject, thread)) {
                continue;
            }
            if (wait == null) {
                unread.add(thread);
            } else {
                rows.add(row(
                        thread,
                        wait.is() instanceof Classification.Idle ? "idle" : "old",
                        wait.observation().stack()));
            }
        }
        if (unread.isEmpty()) {
            return;
        }
        StackTraceElement[][] stacks = threads.stacks(unread.toArray(new Thread[0]));
        for (int i = 0; i < stacks.length; i++) {
            Thread thread = unread.get(i);
            Thread.State state = threads.state(thread);
            if (state != Thread.State.TERMINATED) {
                // A thread that no carrier has run yet has no stack.
                StackTraceElement[] frames = stacks[i] == null ? new StackTraceElement[0] : stacks[i];
                Stack stack = evidence.stacks().of(frames);
                rows.add(row(thread, state(thread, state, frames, stack), stack));
            }
        }
    }

    private boolean isOf(Subject subject, Thread thread) {
        PooledTasks.Made task = made.get(thread);
        String tag = task == null ? tags.of(thread) : null;
        if (tag != null) {
            return tag.equals(subject.tag());
        }
        Stack created = task == null ? evidence.registry().creation(thread) : task.stack();
        if (created == null || subject.className() == null) {
            return false;
        }
        for (Frame frame : created.frames()) {
            if (frame.className().equals(subject.className()) && frame.method().equals(subject.method())) {
                return true;
            }
        }
        return false;
    }

    /** Returns what a thread does that is in no old wait. */
    private String state(Thread thread, Thread.State state, StackTraceElement[] frames, Stack stack) {
        if (Wait.of(state) == null) {
            return frames.length > 0 && isInSystem(frames[0]) ? "io" : "running";
        }
        Object blocker = threads.blocker(thread);
        Observation observation = Observation.at(stack)
                .thread(threads.id(thread), "")
                .virtual(isVirtual(thread))
                .jdkThread(!isVirtual(thread) && PlatformThreads.isJdks(thread))
                .blocker(blocker == null ? null : blocker.getClass().getName())
                .build();
        return evidence.detector().classify(observation) instanceof Classification.Idle ? "idle" : "waiting";
    }

    private static boolean isInSystem(StackTraceElement top) {
        String type = top.getClassName();
        return top.isNativeMethod()
                && (type.startsWith("sun.nio.ch.") || type.startsWith("java.net.") || type.startsWith("java.io."));
    }

    private static boolean isVirtual(Thread thread) {
        return thread.getClass().getName().equals("java.lang.VirtualThread")
                || thread.getClass().getName().startsWith("java.lang.ThreadBuilders$BoundVirtualThread");
    }

    private Map<String, Object> stuck(
            Classification.Stuck is, Observation wait, @Nullable Cause cause, @Nullable Thread thread) {
        Map<String, Object> row = new HashMap<>();
        boolean proved = cause != null && cause.proved() && wait.verdict() == Verdict.STUCK;
        row.put("state", "stuck");
        row.put("id", wait.coroutine() ? 0L : wait.threadId());
        row.put("name", wait.threadName());
        row.put("virtual", wait.virtual());
        row.put("fingerprint", is.fingerprint());
        row.put("role", is.operation().role().word());
        row.put("operation", is.operation().name());
        row.put("verdict", (proved ? Verdict.DEADLOCKED : wait.verdict()).word());
        row.put("since", wait.since().toString());
        row.put("seconds", (evidence.time().getAsLong() - wait.sinceNanos()) / 1e9);
        row.put("waitsAt", is.waitsAt().text());
        row.put("stack", texts(wait.stack()));
        if (wait.coroutine()) {
            row.put("coroutine", true);
        }
        addOrigin(row, thread, wait.createdAt());
        return row;
    }

    private Map<String, Object> row(Thread thread, String state, Stack stack) {
        Map<String, Object> row = new HashMap<>();
        row.put("state", state);
        row.put("id", threads.id(thread));
        row.put("name", thread.getName());
        row.put("virtual", isVirtual(thread));
        row.put("stack", texts(stack));
        addOrigin(row, thread, evidence.registry().creation(thread));
        return row;
    }

    /** Adds from where the thread and its task come. */
    private void addOrigin(Map<String, Object> row, @Nullable Thread thread, @Nullable Stack created) {
        if (created != null) {
            row.put("createdAt", texts(created));
        }
        String tag = thread == null ? null : tags.of(thread);
        if (tag != null) {
            row.put("tag", tag);
        }
        PooledTasks.Made task = thread == null ? null : made.get(thread);
        if (task != null) {
            row.put("taskMadeAt", texts(task.stack()));
        }
        row.put(
                "number",
                task != null
                        ? task.number()
                        : thread == null ? -1 : evidence.registry().number(thread));
        if (thread != null && created != null && isMadeForTask(created) && tasks.isFirst(thread)) {
            row.put("firstTask", true);
        }
    }

    /** A pool gives the task that it starts a thread for to that thread, unless the thread replaces another one. */
    private static boolean isMadeForTask(Stack created) {
        for (Frame frame : created.frames()) {
            if (frame.method().equals("execute") && frame.className().equals(ThreadPoolExecutor.class.getName())) {
                return true;
            }
        }
        return false;
    }

    private List<String> texts(Stack stack) {
        return texts.computeIfAbsent(
                stack, s -> s.frames().stream().map(Frame::text).toList());
    }
}
