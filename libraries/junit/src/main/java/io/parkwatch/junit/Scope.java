// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

/** What is judged as one. */
public enum Scope {
    /** Each test, as soon as it has ended; what {@code @BeforeAll} starts belongs to the class. */
    METHOD,

    /** A class, after {@code @AfterAll}. */
    CLASS
}
