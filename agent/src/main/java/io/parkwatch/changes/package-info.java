// SPDX-License-Identifier: Apache-2.0
/** What has changed in the findings since the last look: lines on standard error, events in recordings of the JDK's. */
@NullMarked
package io.parkwatch.changes;

import org.jspecify.annotations.NullMarked;
