// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last proof by the garbage collector.
 *
 * @param at when its verdict was reached
 * @param problem why it could prove nothing in this JVM; null if it could
 */
public record ProofRun(Instant at, @Nullable String problem) {}
