// SPDX-License-Identifier: Apache-2.0
/** The agent itself, which wires the parts together. The only package that knows every part. */
@NullMarked
package io.parkwatch;

import org.jspecify.annotations.NullMarked;
