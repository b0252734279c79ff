// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.births.Registry;
import io.parkwatch.births.Stacks;
import io.parkwatch.families.Families;
import io.parkwatch.families.custom.CustomTypes;

/** The sources that a close look uses besides the thread itself. */
public record Evidence(Stacks stacks, Registry registry, Families families, CustomTypes own) {}
