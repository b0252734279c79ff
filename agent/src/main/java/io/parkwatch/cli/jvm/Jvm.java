// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.time.Instant;
import java.util.Optional;

/**
 * A JVM of this machine, described without attaching to it.
 *
 * @param main the class, jar, module or source file that it runs; {@code -} if not known
 * @param user the owner's name; {@code -} if not known
 * @param jdk its Java version, {@code 21.0.9}; {@code -} if not known
 * @param watchedSince when its Parkwatch agent started; empty if it has none or this is not known
 * @param url the agent's endpoint; empty if it has none or this is not known
 * @param note why it cannot be attached to, and what to do; empty if no reason is known
 */
public record Jvm(
        long pid,
        String main,
        String user,
        String jdk,
        Optional<Instant> watchedSince,
        Optional<String> url,
        Optional<String> note) {}
