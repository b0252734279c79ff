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
 * A test that runs once, on the newest JDK of {@code it.jdks}, since other JDKs make no difference. It takes a
 * {@link Stage}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(NewestStage.class)
@ExtendWith(KeptOutput.class)
public @interface OnNewestJdk {}
