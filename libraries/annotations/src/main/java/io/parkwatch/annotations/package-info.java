// SPDX-License-Identifier: Apache-2.0
/**
 * What a program may say of its own channel classes. The agent reads it in class files as they load; at run time
 * nothing needs this jar.
 */
package io.parkwatch.annotations;
