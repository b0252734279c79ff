// SPDX-License-Identifier: Apache-2.0
package clojure.core.async.impl;

public final class ioc_macros$fn_handler$reify {
    final Object f;

    public ioc_macros$fn_handler$reify(Object f) {
        this.f = f;
    }
}
