// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.families.Family;
import io.parkwatch.families.OperationRow;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The methods in which threads wait, of all families, by class. */
final class OperationRows {
    /** The rows of all classes that implement it. */
    private static final String QUEUE = "java.util.concurrent.BlockingQueue";

    private final Map<String, List<OperationRow>> rows = new HashMap<>();
    private final List<OperationRow> retakes = new ArrayList<>();
    private final List<String> permits = new ArrayList<>();

    OperationRows(List<Family> families) {
        for (Family family : families) {
            for (OperationRow row : family.operations()) {
                rows.computeIfAbsent(row.className(), name -> new ArrayList<>()).add(row);
            }
            retakes.addAll(family.retakes());
            permits.addAll(family.permits());
        }
    }

    /** Returns the row of a method in which a thread waits in this role; null if it has none. */
    @Nullable
    OperationRow of(Frame frame, Role role) {
        for (OperationRow row : rows.getOrDefault(frame.queue() ? QUEUE : frame.className(), List.of())) {
            if (row.role() == role && row.methods().contains(frame.method())) {
                return row;
            }
        }
        return null;
    }

    /** Returns the row of a method that takes a lock again after the wait of a condition; null if it is none. */
    @Nullable
    OperationRow retake(Frame frame) {
        for (OperationRow row : retakes) {
            if (row.className().equals(frame.className()) && row.methods().contains(frame.method())) {
                return row;
            }
        }
        return null;
    }

    /** Reports whether a queue may count its items with the permits of this lock. */
    boolean isPermits(String lock) {
        return permits.contains(lock);
    }
}
