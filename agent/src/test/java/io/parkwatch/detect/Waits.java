// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.families.AllFamilies;
import io.parkwatch.finding.CustomFrame;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds stacks and waits from text. Frames are listed innermost first, separated by {@code <}. {@code juc.} stands for
 * java.util.concurrent, and {@code *} marks a class that implements BlockingQueue.
 */
public final class Waits {
    public static final String PARK = "jdk.internal.misc.Unsafe.park < juc.locks.LockSupport.park < ";
    public static final String AWAIT = PARK + "juc.locks.AbstractQueuedSynchronizer$ConditionObject.await < ";
    public static final String PUT = PARK + "*juc.LinkedTransferQueue.xfer < *juc.SynchronousQueue.put < ";
    public static final String TAKE = AWAIT + "*juc.LinkedBlockingQueue.take < ";
    public static final String RUN = " < java.lang.Thread.run";
    public static final Instant SINCE = Instant.parse("2026-11-24T10:00:00Z");
    public static final IgnoreRules NOTHING = new IgnoreRules(List.of(), Set.of());

    private Waits() {}

    public static List<Frame> frames(String text) {
        List<Frame> frames = new ArrayList<>();
        for (String part : text.split(" < ", -1)) {
            frames.add(frame(part));
        }
        return frames;
    }

    public static Frame frame(String text) {
        boolean queue = text.startsWith("*");
        String full = (queue ? text.substring(1) : text).replace("juc.", "java.util.concurrent.");
        int dot = full.lastIndexOf('.');
        return new Frame(full.substring(0, dot), full.substring(dot + 1), "File.java", 7, queue);
    }

    public static Observation.Builder at(List<Frame> frames) {
        return Observation.at(new Stack(frames)).thread(1, "").since(0, SINCE, false);
    }

    public static Observation wait(String text) {
        return wait(text, null, null);
    }

    public static Observation wait(String text, @Nullable String blocker, @Nullable Role told) {
        return at(frames(text)).blocker(blocker).recorded(told, null).build();
    }

    public static Observation ofJdkThread(String text) {
        return at(frames(text)).jdkThread(true).build();
    }

    /** Returns one of many equal waits; {@code since} is in seconds. */
    public static Observation wait(
            long id, long since, boolean virtual, @Nullable ObservedChannel channel, @Nullable String createdAt) {
        return at(frames(PUT + "com.acme.Search.first" + RUN))
                .thread(id, "t" + id)
                .virtual(virtual)
                .since(since * 1_000_000_000, SINCE.plusSeconds(since), false)
                .channel(channel)
                .createdAt(createdAt == null ? null : new Stack(frames(createdAt)))
                .build();
    }

    public static Detector detector() {
        return new Detector(NOTHING, AllFamilies.all(), List.of());
    }

    /** Returns a wait in a custom channel type: the frames of one class, and of classes nested in it, belong to it. */
    public static Observation own(String text, String type, Map<String, Role> methods) {
        List<Frame> frames = new ArrayList<>();
        for (Frame f : frames(text)) {
            boolean is = f.className().equals(type);
            CustomFrame own = is || f.className().startsWith(type + '$')
                    ? new CustomFrame(type, is ? methods.get(f.method()) : null)
                    : null;
            frames.add(new Frame(f.className(), f.method(), f.file(), f.line(), f.queue(), own));
        }
        return at(frames).build();
    }
}
