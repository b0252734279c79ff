// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.scenario;

/** The response of a handler, and the thread that it left behind. */
public record Handled(String response, Thread thread) {}
