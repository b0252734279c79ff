// SPDX-License-Identifier: Apache-2.0
package clojure.core.async.impl;

public final class ioc_macros$take_BANG_$fn {
    final Object state;

    public ioc_macros$take_BANG_$fn(Object state) {
        this.state = state;
    }
}
