// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.finding.Problem;
import io.parkwatch.finding.WhyNot;
import io.parkwatch.look.jvm.Packages;
import io.parkwatch.support.Stderr;
import java.io.PipedInputStream;
import java.io.PipedReader;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait in pipes. Such a wait comes in slices of a second, each of which is a wait of its own to the
 * JVM's counters and to hooks. So the hook reports after each slice whether the same read or write continues. A thread
 * is listed from the end of its first slice until that read or write ends. {@link #accept} runs in the program's
 * threads: it takes no lock, and allocates once per such wait.
 */
public final class Pipes implements BiConsumer<@Nullable Object, @Nullable Object> {
    private static final int BUCKET = 8;
    private static final int BUCKET_BITS = 9;

    /** Stays by the identity hash of their thread. A thread that finds no room is not seen until others have left. */
    private final AtomicReferenceArray<@Nullable Stay> stays = new AtomicReferenceArray<>(BUCKET << BUCKET_BITS);

    private boolean tried;
    private volatile boolean met;
    private volatile boolean opened;
    private @Nullable Fields streams;
    private @Nullable Fields readers;
    private volatile @Nullable Problem problem;

    /** One read or write that had nothing to do for at least one slice. */
    public static final class Stay extends WaitEntry {
        private final WeakReference<Thread> thread;
        private final WeakReference<Object> pipe;
        private final int slot;

        Stay(Thread thread, Object pipe, int slot) {
            this.thread = new WeakReference<>(thread);
            this.pipe = new WeakReference<>(pipe);
            this.slot = slot;
        }

        /** Returns the pipe; null if it was collected, since its thread has ended. */
        @Nullable
        Object pipe() {
            return pipe.get();
        }
    }

    /** The fields of a pipe. They are read by a thread that waits in the pipe, and so holds its monitor. */
    private record Fields(VarHandle in, VarHandle out, VarHandle closed) {
        static Fields of(Class<?> type) throws ReflectiveOperationException {
            return new Fields(
                    Packages.field(type, "in", int.class),
                    Packages.field(type, "out", int.class),
                    Packages.field(type, "closedByWriter", boolean.class));
        }

        boolean isEmpty(Object pipe) {
            return (int) in.get(pipe) < 0 && !(boolean) closed.get(pipe);
        }

        boolean isFull(Object pipe) {
            return (int) in.get(pipe) == (int) out.get(pipe);
        }
    }

    /** Loads the JDK's pipes once a thread of the program has waited in one. For the watcher's thread. */
    public void open() {
        if (tried || !met) {
            return;
        }
        try {
            streams = Fields.of(PipedInputStream.class);
            readers = Fields.of(PipedReader.class);
            // Loads and links everything that the hook may touch.
            slice(new PipedInputStream(), null);
            slice(null, new PipedInputStream());
            slice(new PipedReader(), null);
            slice(null, new PipedReader());
            slice(null, null);
            opened = true;
            tried = true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            Problem unwatched = new Problem("pipes", "pipes unwatched: this JVM has other ones (" + e + ")");
            Stderr.line(unwatched.text());
            problem = unwatched;
            tried = true;
        }
    }

    /** Returns the problem that keeps pipes from being watched, if any. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * Ends a slice of the calling thread: of reading the one pipe, or of writing to the other. Both are null if the
     * thread no longer waits in a pipe.
     */
    @Override
    public void accept(@Nullable Object read, @Nullable Object written) {
        if (opened) {
            slice(read, written);
        } else {
            met = true;
        }
    }

    private void slice(@Nullable Object read, @Nullable Object written) {
        try {
            Object pipe = read != null && fields(read).isEmpty(read)
                    ? read
                    : written != null && fields(written).isFull(written) ? written : null;
            Thread self = Thread.currentThread();
            int first = (System.identityHashCode(self) * 0x9E3779B9) >>> (Integer.SIZE - BUCKET_BITS) << 3;
            int free = -1;
            for (int slot = first; slot < first + BUCKET; slot++) {
                Stay there = stays.get(slot);
                if (there != null && there.thread.refersTo(self)) {
                    if (pipe != null && there.pipe.refersTo(pipe)) {
                        return;
                    }
                    stays.set(slot, null);
                    there = null;
                }
                free = there == null ? slot : free;
            }
            if (pipe != null && free >= 0) {
                stays.compareAndSet(free, null, new Stay(self, pipe, free));
            }
        } catch (Throwable thrown) {
            // Out of memory or stack: the program meets the same error at its next step.
        }
    }

    private Fields fields(Object pipe) {
        Fields fields = pipe instanceof PipedReader ? readers : streams;
        if (fields == null) {
            throw new IllegalStateException();
        }
        return fields;
    }

    /** Returns the threads that wait in a pipe now. */
    Map<Thread, Stay> now() {
        Map<Thread, Stay> now = Collections.emptyMap();
        for (int slot = 0; opened && slot < stays.length(); slot++) {
            Stay stay = stays.get(slot);
            Thread thread = stay == null ? null : stay.thread.get();
            if (stay != null && thread != null) {
                now = now.isEmpty() ? new IdentityHashMap<>() : now;
                now.put(thread, stay);
            }
        }
        return now;
    }

    boolean lasts(Stay stay) {
        return stays.get(stay.slot) == stay;
    }

    /** Records for all old waits that no collector can prove them. */
    void unproved() {
        for (int slot = 0; slot < stays.length(); slot++) {
            Stay stay = stays.get(slot);
            if (stay != null) {
                stay.unproved(WhyNot.TIMED);
            }
        }
    }

    void forget() {
        for (int slot = 0; slot < stays.length(); slot++) {
            stays.set(slot, null);
        }
    }

    /** Forgets the stays whose thread this look did not see though they had begun before, and dates the new ones. */
    void sweep(int look, long end) {
        for (int slot = 0; opened && slot < stays.length(); slot++) {
            Stay stay = stays.get(slot);
            if (stay == null) {
                continue;
            }
            if (stay.isSeen(look)) {
                stay.date(end);
            } else if (stay.thread.refersTo(null) || stay.since() != Table.NEW) {
                stays.compareAndSet(slot, stay, null);
            }
        }
    }
}
