// SPDX-License-Identifier: Apache-2.0
package clojure.core;

public final class async$fn_handler$reify {
    final Object f;

    public async$fn_handler$reify(Object f) {
        this.f = f;
    }
}
