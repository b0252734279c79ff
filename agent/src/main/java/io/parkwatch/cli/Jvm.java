// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import java.time.Instant;
import java.util.Optional;

/**
 * A JVM of this machine, as far as it can be known without attaching to it.
 *
 * @param main the class, jar, module or source file that it runs; {@code -} not known
 * @param user the owner's name; {@code -} not known
 * @param jdk its Java's version, {@code 21.0.9}; {@code -} not known
 * @param watchedSince when an agent of ours began; empty: none is in it, or not known
 * @param url where that agent answers; empty: nowhere, or not known
 * @param note what keeps us from attaching, and what to do; empty: nothing known
 */
record Jvm(
        long pid,
        String main,
        String user,
        String jdk,
        Optional<Instant> watchedSince,
        Optional<String> url,
        Optional<String> note) {}
