// SPDX-License-Identifier: Apache-2.0
package clojure.lang;

public final class AFunction$1 {
    final Object this$0;

    public AFunction$1(Object function) {
        this$0 = function;
    }
}
