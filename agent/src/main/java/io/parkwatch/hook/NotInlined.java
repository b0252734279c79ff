// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.hook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands for {@code jdk.internal.vm.annotation.DontInline} until the hub is in {@code java.base}: only there does the
 * JVM honor that annotation.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface NotInlined {}
