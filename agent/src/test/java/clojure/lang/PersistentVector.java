// SPDX-License-Identifier: Apache-2.0
package clojure.lang;

import java.util.AbstractList;

public final class PersistentVector extends AbstractList<Object> {
    private final Object[] items;

    public PersistentVector(Object... items) {
        this.items = items;
    }

    @Override
    public Object get(int index) {
        return items[index];
    }

    @Override
    public int size() {
        return items.length;
    }
}
