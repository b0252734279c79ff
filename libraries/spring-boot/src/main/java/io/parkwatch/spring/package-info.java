// SPDX-License-Identifier: Apache-2.0
/** What a Parkwatch agent has found in a Spring Boot application, through the actuator. */
@NullMarked
package io.parkwatch.spring;

import org.jspecify.annotations.NullMarked;
