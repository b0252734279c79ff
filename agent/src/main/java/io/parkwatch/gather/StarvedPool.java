// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.finding.Frame;
import java.util.List;

/**
 * A pool all of whose threads wait for its own tasks.
 *
 * @param workers the number of its threads
 * @param tasks the number of tasks that wait in its queue
 * @param task the class of such a task that one of them waits for; empty if not known
 * @param createdAt where its queue was made; empty if not known
 * @param completable whether somebody else could complete what one of them waits for
 */
public record StarvedPool(int workers, int tasks, String task, List<Frame> createdAt, boolean completable) {}
