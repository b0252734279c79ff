// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Stuck threads that may be left, of one finding or at one place; all of the test if neither is named. */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(AllowStuck.All.class)
public @interface AllowStuck {
    /** The reason. */
    String value();

    String fingerprint() default "";

    /** A method that is on the stack of the waiting thread: {@code com.acme.Foo#bar}. */
    String at() default "";

    /** Several of them. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface All {
        AllowStuck[] value();
    }
}
