// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.shop;

import java.util.OptionalInt;

/** Somebody who sells to the shop, at a price that may be unknown today. */
record Supplier(String name, PriceList list) {
    @FunctionalInterface
    interface PriceList {
        OptionalInt today();
    }
}
