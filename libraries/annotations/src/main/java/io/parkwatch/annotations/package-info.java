// SPDX-License-Identifier: Apache-2.0
/**
 * Annotations for a program's own channel classes. The agent reads them from class files as they load, so the program
 * does not need this jar at run time.
 */
package io.parkwatch.annotations;
