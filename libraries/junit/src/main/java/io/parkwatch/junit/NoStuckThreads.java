// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test fails if a thread that it has started is stuck when it has ended. */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(NoStuckThreadsExtension.class)
public @interface NoStuckThreads {
    Scope scope() default Scope.METHOD;

    /** How long after the test its threads may take to go on or end. The check ends as soon as there are none. */
    String within() default "500ms";

    /** The roles that fail: {@code sender}, {@code receiver}, {@code lock}, {@code waiter}; empty for all. */
    String[] roles() default {};

    /** Whether a thread also fails that is not stuck, and still lives. */
    boolean live() default false;

    /** Whether idle workers of pools also fail, as of a pool that was never shut down. */
    boolean idlePools() default false;

    Prove prove() default Prove.AUTO;
}
