// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.shop;

import java.util.OptionalInt;

/** A supplier of the shop, whose price may be unknown today. */
record Supplier(String name, PriceList list) {
    @FunctionalInterface
    interface PriceList {
        OptionalInt today();
    }
}
