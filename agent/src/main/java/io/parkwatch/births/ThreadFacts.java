// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

/** Facts about threads, whose own methods the program may override. */
public interface ThreadFacts {
    long id(Thread thread);

    /** Reports whether a thread has run and ended; false before it starts. */
    boolean ended(Thread thread);
}
