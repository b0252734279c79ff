// SPDX-License-Identifier: Apache-2.0
package clojure.lang;

public final class Symbol {
    final String name;

    private Symbol(String name) {
        this.name = name;
    }

    public static Symbol intern(String namespace, String name) {
        return new Symbol(namespace + "/" + name);
    }
}
