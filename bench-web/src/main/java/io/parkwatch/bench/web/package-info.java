// SPDX-License-Identifier: Apache-2.0
/** A web service to be measured. */
@NullMarked
package io.parkwatch.bench.web;

import org.jspecify.annotations.NullMarked;
