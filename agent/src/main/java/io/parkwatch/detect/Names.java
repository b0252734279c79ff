// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import java.util.List;

/**
 * Normalizes names for a fingerprint. Numbers that a compiler or a framework assigns at build time or run time must not
 * distinguish two instances, two starts or two releases. It uses no regular expressions, whose tables the JDK creates
 * in static initializers (docs/decisions/0016).
 */
public final class Names {
    /** How many parts of its package name a library, as in {@code org.apache.commons}. */
    private static final int PARTS = 3;

    private Names() {}

    /**
     * Reports whether two classes are of one library, as far as their packages show: one is in a package of the other,
     * or they share the first three parts.
     */
    static boolean isSameLibrary(String a, String b) {
        String[] one = packageOf(a);
        String[] other = packageOf(b);
        int compared = Math.min(PARTS, Math.min(one.length, other.length));
        for (int i = 0; i < compared; i++) {
            if (!one[i].equals(other[i])) {
                return false;
            }
        }
        return compared > 0 || one.length == other.length;
    }

    private static String[] packageOf(String className) {
        int dot = className.lastIndexOf('.');
        return dot < 0 ? new String[0] : className.substring(0, dot).split("\\.", PARTS + 1);
    }

    /** Returns the class that a class is nested in, or the class itself. */
    static String outerClass(String className) {
        int nested = className.indexOf('$');
        return nested <= 0 ? className : className.substring(0, nested);
    }

    /**
     * Turns {@code com.acme.Shop$$SpringCGLIB$$0} into {@code com.acme.Shop}, and {@code com.acme.Shop$1} into
     * {@code com.acme.Shop$}.
     */
    static String plainClass(String name) {
        if (name.indexOf('$') < 0) {
            return name;
        }
        return withoutNumbers(withoutMade(name), List.of("$", "$eval", "_closure", "__"), "$_");
    }

    /**
     * Turns {@code lambda$first$0} into {@code lambda$first$}. The hash of a serializable lambda stays, since it is not
     * only digits.
     */
    static String plainMethod(String name) {
        if (name.contains("lambda$") || name.contains("$anonfun$")) {
            return withoutNumbers(name, List.of("$"), "$");
        }
        int digits = name.length();
        while (digits > 0 && isDigit(name.charAt(digits - 1))) {
            digits--;
        }
        String numbered = name.substring(0, digits);
        return numbered.equals("fn__") || numbered.equals("eval") || numbered.equals("_closure") ? numbered : name;
    }

    /** Cuts a class name where the suffix of a framework or the JVM begins. */
    private static String withoutMade(String name) {
        int end = name.length();
        for (String made : List.of(
                "$$SpringCGLIB",
                "$$EnhancerBy",
                "$$FastClassBy",
                "$ByteBuddy$",
                "$HibernateProxy$",
                "$MockitoMock$",
                "$$Lambda")) {
            int at = name.indexOf(made);
            end = at < 0 ? end : Math.min(end, at);
        }
        return name.substring(0, end);
    }

    /**
     * Removes digits after a marker: {@code Outer$1}, {@code ns$fn__12}, {@code ns$eval12}, {@code Foo$_closure1}.
     *
     * @param followers characters that may follow a compiler's number, if anything does
     */
    private static String withoutNumbers(String name, List<String> markers, String followers) {
        StringBuilder plain = new StringBuilder(name.length());
        int at = 0;
        while (at < name.length()) {
            int behind = at + markerLength(name, at, markers);
            int end = behind;
            while (behind > at && end < name.length() && isDigit(name.charAt(end))) {
                end++;
            }
            boolean numbered = end > behind && (end == name.length() || followers.indexOf(name.charAt(end)) >= 0);
            plain.append(name, at, numbered ? behind : at + 1);
            at = numbered ? end : at + 1;
        }
        return plain.toString();
    }

    /** Returns the length of the marker at this index that precedes a digit, 0 if there is none. */
    private static int markerLength(String name, int at, List<String> markers) {
        for (String marker : markers) {
            int behind = at + marker.length();
            if (behind < name.length() && isDigit(name.charAt(behind)) && name.startsWith(marker, at)) {
                return marker.length();
            }
        }
        return 0;
    }

    private static boolean isDigit(char one) {
        return one >= '0' && one <= '9';
    }

    /** Returns the last part of a class name, for sentences. */
    public static String simple(String type) {
        String name = type.substring(type.lastIndexOf('.') + 1);
        int end = name.length();
        for (int dollar = name.lastIndexOf('$'); dollar >= 0; dollar = name.lastIndexOf('$', dollar - 1)) {
            if (!isNumber(name, dollar + 1, end)) { // an anonymous class, Three$3, has no name of its own
                return name.substring(dollar + 1);
            }
            end = dollar;
        }
        return name;
    }

    /** Reports whether a part of a name has only digits, or is empty. */
    private static boolean isNumber(String name, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
