// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a channel class of one's own that waits for an item. A thread that is stuck in it is told as a receiver,
 * the method's name being the operation; all methods of this name in the class are meant, and what overrides or
 * implements them. It does what the agent's option {@code channels} does; where both name a method, the option is
 * right.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Receives {}
