// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.hook;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Stands for {@code jdk.internal.vm.annotation.DontInline}, which the JVM honors only in {@code java.base}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface NotInlined {}
