// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.scenario;

import java.util.function.Consumer;

/**
 * Handles one request. {@code handle} itself makes the channel and starts the thread, so it is the creation place of
 * both.
 */
@FunctionalInterface
public interface Handler {
    /**
     * Answers the request, and returns the thread that it started.
     *
     * @param threads makes the thread that the handler starts
     * @param sink takes what the started thread has processed
     */
    Handled handle(Thread.Builder threads, Consumer<String> sink) throws InterruptedException;
}
