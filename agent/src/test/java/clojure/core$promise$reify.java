// SPDX-License-Identifier: Apache-2.0
package clojure;

import java.util.concurrent.CountDownLatch;

public final class core$promise$reify {
    final CountDownLatch d;

    public core$promise$reify(CountDownLatch d) {
        this.d = d;
    }
}
