// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of your own channel class that waits for room or for a receiver, and hands an item over. Parkwatch
 * reports a thread that is stuck in it as a sender, with the method's name as the operation. The annotation applies to
 * all methods of this name in the class, and to methods that override or implement them. It does the same as the
 * agent's option {@code channels}, which wins where both name a method.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Sends {}
