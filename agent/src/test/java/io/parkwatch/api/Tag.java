// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

/** The variable of the API's own class, which the agent knows by its name alone. */
public final class Tag extends InheritableThreadLocal<String> {}
