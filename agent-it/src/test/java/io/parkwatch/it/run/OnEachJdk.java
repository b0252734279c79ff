// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** A test that runs on each JDK of {@code it.jdks} with each kind of thread. It takes a {@link Stage}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(Stages.class)
@ExtendWith(KeptOutput.class)
public @interface OnEachJdk {
    /** The kinds of thread. Virtual threads need 21, so they are skipped on 17. */
    Threads[] threads() default Threads.PLATFORM;

    /** The first release that the program runs on; older ones are skipped. */
    int from() default 17;

    /** The last release that the program runs on; newer ones are skipped. */
    int until() default Integer.MAX_VALUE;
}
