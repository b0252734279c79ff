// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test that runs once on each JDK of {@code it.jdks}, and there once with each kind of thread; it takes a
 * {@link Stage}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(Stages.class)
@ExtendWith(KeptOutput.class)
public @interface OnEachJdk {
    /** Virtual threads come with 21: on 17 there is no such run. */
    Threads[] threads() default Threads.PLATFORM;

    /** The first release that the program runs on; older ones are skipped. */
    int from() default 17;

    /** The last release that the program runs on; newer ones are skipped. */
    int until() default Integer.MAX_VALUE;
}
