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
 * A test that runs on the oldest and the newest JDK of {@code it.jdks}, since its subject is the agent's own code, such
 * as its options, files and answers, and not what a JVM does. It takes a {@link Stage}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(OuterStages.class)
@ExtendWith(KeptOutput.class)
public @interface OnOldestAndNewestJdk {}
