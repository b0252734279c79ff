// SPDX-License-Identifier: Apache-2.0
/** The HTTP endpoint: its listener, its limits, and the answers of its three paths. */
@NullMarked
package io.parkwatch.http;

import org.jspecify.annotations.NullMarked;
