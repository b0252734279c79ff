// SPDX-License-Identifier: Apache-2.0
/** The cases that Parkwatch exists for, from the sample app, each beside its repair. */
@NullMarked
package io.parkwatch.it.scenarios;

import org.jspecify.annotations.NullMarked;
