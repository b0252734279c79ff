// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

/**
 * Names as a fingerprint takes them: what a compiler or a framework numbers while it builds or runs must not tell two instances, two
 * starts or two releases apart. Asked once for each place: patterns that were kept would be work for a static initializer.
 */
final class Names {
    /** Endings that frameworks and the JVM put behind a class's name: cut from there on. */
    private static final String MADE =
            "(\\$\\$SpringCGLIB|\\$\\$EnhancerBy|\\$\\$FastClassBy|\\$ByteBuddy\\$|\\$HibernateProxy\\$|\\$MockitoMock\\$|\\$\\$Lambda).*";

    /** {@code Outer$1}, {@code ns$fn__12}, {@code ns$eval12}, {@code Foo$_closure1}: numbers that a compiler gave. */
    private static final String CLASS_NUMBERS = "(\\$|\\$eval|_closure|__)\\d+(?=\\$|_|$)";

    private static final String NUMBERED_METHOD = "^(fn__|eval|_closure)\\d+$";

    /** In a lambda's name every number between dollars is a compiler's; its hash (serializable ones) is not a number alone. */
    private static final String LAMBDA_NUMBERS = "\\$\\d+(?=\\$|$)";

    private Names() {}

    /** {@code com.acme.Shop$$SpringCGLIB$$0} becomes {@code com.acme.Shop}, {@code com.acme.Shop$1} {@code com.acme.Shop$}. */
    static String plainClass(String name) {
        if (name.indexOf('$') < 0) {
            return name;
        }
        return name.replaceFirst(MADE, "").replaceAll(CLASS_NUMBERS, "$1");
    }

    /** {@code lambda$first$0} becomes {@code lambda$first$}. */
    static String plainMethod(String name) {
        if (name.contains("lambda$") || name.contains("$anonfun$")) {
            return name.replaceAll(LAMBDA_NUMBERS, "\\$");
        }
        return endsInDigit(name) ? name.replaceAll(NUMBERED_METHOD, "$1") : name;
    }

    private static boolean endsInDigit(String name) {
        char last = name.isEmpty() ? '-' : name.charAt(name.length() - 1);
        return last >= '0' && last <= '9';
    }

    /** The last part of a class name, for sentences. */
    static String simple(String type) {
        // An anonymous class, Three$3, has no name of its own.
        return type.substring(type.lastIndexOf('.') + 1).replaceFirst("^.*\\$(?=[^$]*[^$\\d])", "");
    }
}
