// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last time that the garbage collector was asked.
 *
 * @param at when its verdict was reached
 * @param problem why it could tell nothing in this JVM; null: it could
 */
public record ProofRun(Instant at, @Nullable String problem) {}
