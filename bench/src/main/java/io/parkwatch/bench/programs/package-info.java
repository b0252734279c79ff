// SPDX-License-Identifier: Apache-2.0
/**
 * Whole programs that are measured in JVMs of their own. They print lines that begin with {@code = }: a name and a
 * figure.
 */
@NullMarked
package io.parkwatch.bench.programs;

import org.jspecify.annotations.NullMarked;
