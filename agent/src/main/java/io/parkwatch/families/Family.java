// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.points.HookPoint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All knowledge about one library of channels, or about the JDK's: data, and a reader of stuck waits. */
public interface Family {
    /** Returns the library's name for messages; null for the JDK's and the program's own, which have no releases. */
    default @Nullable String library() {
        return null;
    }

    /** Returns the methods that carry its hooks. */
    default List<HookPoint> hookPoints() {
        return List.of();
    }

    /** Returns the prefixes of its classes, whose frames are not the program's. */
    default List<String> prefixes() {
        return List.of();
    }

    /** Returns the methods of its classes in which threads wait. */
    default List<OperationRow> operations() {
        return List.of();
    }

    /** Returns the library if all its calls are operations; null if {@link #operations} names them. */
    default @Nullable Api api() {
        return null;
    }

    /** Returns the kinds of the classes that have one for all their instances. */
    default Map<String, Kind> kinds() {
        return Map.of();
    }

    /**
     * Returns the prefix of its code that waits for as long as the program is quiet: a thread that runs nothing else is
     * idle. Empty if there is none.
     */
    default String loops() {
        return "";
    }

    /** Reports whether its channels also signal the end of a thread, so that a receiver may wait for that. */
    default boolean signalsEnds() {
        return false;
    }

    /** Returns the class of the park blocker of threads that wait for a waiter without a thread; null if none does. */
    default @Nullable String blocker() {
        return null;
    }

    /** Returns the types on which every wait is for the result of a task. */
    default List<String> results() {
        return List.of();
    }

    /** Returns the types at which all parties go on when the last one arrives. */
    default List<String> meetings() {
        return List.of();
    }

    /** Returns the locks with whose permits a queue may count its items: a wait for one is then the queue's. */
    default List<String> permits() {
        return List.of();
    }

    /** Returns the methods that take a lock again after the wait of a condition that is nested in their class. */
    default List<OperationRow> retakes() {
        return List.of();
    }

    /** Returns the classes whose waits consist of slices. */
    default List<String> sliced() {
        return List.of();
    }

    /**
     * Returns the object that all who wait on one channel share: this park blocker, or what it leads to; null if it is
     * not known. Many threads are parked by an object that is created for each wait.
     */
    default @Nullable Object shared(Object blocker) {
        return null;
    }

    /** Returns the class that runs a {@code main} of the library's, whose own frame is gone; null if there is none. */
    default @Nullable String launcher() {
        return null;
    }

    /** Returns the resource beside its class with the rows of its idle waits; null if it has none. */
    default @Nullable String idleWaits() {
        return null;
    }

    /** Reports whether the hooks of resumptions report the channel that is used, not the waiter that is resumed. */
    default boolean resumesByChannel() {
        return false;
    }

    /** Reports whether the reader is needed at the first look, before any wait is old. */
    default boolean isEager() {
        return false;
    }

    /** Reports whether a thread may wait in the family, so that its reader is needed. */
    default boolean concerns(BlockedWait wait) {
        for (Frame frame : wait.stack().frames()) {
            if (has(frame.className())) {
                return true;
            }
        }
        return false;
    }

    /** Reports whether a class has one of the {@link #prefixes}. */
    default boolean has(String className) {
        for (String prefix : prefixes()) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Creates the reader. Called at the first need: until then its classes stay unloaded. */
    Reader reader();
}
