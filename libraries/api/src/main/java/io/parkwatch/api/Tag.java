// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

/**
 * The tag of a thread, passed on to the threads that it makes. The agent knows this variable by the name of its class.
 */
final class Tag extends InheritableThreadLocal<String> {
    static final Tag OF_THREAD = new Tag();
}
