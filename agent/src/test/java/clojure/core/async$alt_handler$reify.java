// SPDX-License-Identifier: Apache-2.0
package clojure.core;

public final class async$alt_handler$reify {
    final Object flag;
    final Object cb;

    public async$alt_handler$reify(Object flag, Object cb) {
        this.flag = flag;
        this.cb = cb;
    }
}
