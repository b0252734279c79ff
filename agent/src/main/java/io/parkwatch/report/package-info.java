// SPDX-License-Identifier: Apache-2.0
/** Reports: a snapshot as JSON and as text, the file with the newest report, and the reader of JSON. */
@NullMarked
package io.parkwatch.report;

import org.jspecify.annotations.NullMarked;
