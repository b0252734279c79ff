// SPDX-License-Identifier: Apache-2.0
package clojure.core;

public final class async$fn__1 {
    final Object p;

    public async$fn__1(Object p) {
        this.p = p;
    }
}
