// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.scenario;

/** What the handler answered, and the thread that it left behind. */
public record Handled(String response, Thread thread) {}
