// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.detect.Names;

/** The noun for an object of some type in a sentence. The type is empty for an unknown monitor. */
final class Nouns {
    private Nouns() {}

    /** Returns {@code a Foo}. */
    static String one(String type) {
        String noun = noun(type);
        return ("AEIOUaeio".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun + rest(type);
    }

    /** Returns {@code Foos}. */
    static String several(String type) {
        String noun = noun(type);
        boolean hisses = noun.endsWith("s") || noun.endsWith("x") || noun.endsWith("z") || noun.endsWith("h");
        return noun + (hisses ? "es" : "s") + rest(type);
    }

    /** Returns {@code Foo}, or what a class without a name of its own is; empty if the type is. */
    static String name(String type) {
        return type.isEmpty() ? "" : noun(type) + rest(type);
    }

    /** Returns {@code monitor Foo}. */
    static String monitor(String type) {
        String name = name(type);
        return name.indexOf(' ') > 0 ? "monitor of " + one(type) : ("monitor " + name).trim();
    }

    private static String noun(String type) {
        if (type.isEmpty()) {
            return "monitor";
        }
        String simple = Names.simple(type);
        return simple.indexOf('$') > 0 ? "object" : simple;
    }

    /** Returns what follows the noun of a class without a name of its own, or with one that says nothing alone. */
    private static String rest(String type) {
        String simple = Names.simple(type);
        int anonymous = simple.indexOf('$');
        if (anonymous > 0) {
            return " of an anonymous class in " + simple.substring(0, anonymous);
        }
        int nested = type.lastIndexOf('$');
        return nested > 0 && simple.endsWith("Sync") ? " of " + Names.simple(type.substring(0, nested)) : "";
    }
}
