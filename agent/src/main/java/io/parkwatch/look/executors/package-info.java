// SPDX-License-Identifier: Apache-2.0
/**
 * What executors keep of their workers, and of the tasks that no worker has taken yet. Everything is read from fields.
 */
@org.jspecify.annotations.NullMarked
package io.parkwatch.look.executors;
