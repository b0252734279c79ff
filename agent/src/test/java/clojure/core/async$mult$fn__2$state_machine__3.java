// SPDX-License-Identifier: Apache-2.0
package clojure.core;

/** The state machine of a go block of the library itself. */
public final class async$mult$fn__2$state_machine__3 {}
