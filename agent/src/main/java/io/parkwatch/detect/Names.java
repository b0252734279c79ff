// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import java.util.regex.Pattern;

/**
 * Names as a fingerprint takes them: what a compiler or a framework numbers while it builds or runs must not tell two instances, two
 * starts or two releases apart.
 */
final class Names {
    /** Endings that frameworks and the JVM put behind a class's name: cut from there on. */
    private static final Pattern MADE = Pattern.compile(
            "(\\$\\$SpringCGLIB|\\$\\$EnhancerBy|\\$\\$FastClassBy|\\$ByteBuddy\\$|\\$HibernateProxy\\$|\\$MockitoMock\\$|\\$\\$Lambda).*");

    /** {@code Outer$1}, {@code ns$fn__12}, {@code ns$eval12}, {@code Foo$_closure1}: numbers that a compiler gave. */
    private static final Pattern CLASS_NUMBERS = Pattern.compile("(\\$|\\$eval|_closure|__)\\d+(?=\\$|_|$)");

    private static final Pattern NUMBERED_METHOD = Pattern.compile("^(fn__|eval|_closure)\\d+$");

    /** In a lambda's name every number between dollars is a compiler's; its hash (serializable ones) is not a number alone. */
    private static final Pattern LAMBDA_NUMBERS = Pattern.compile("\\$\\d+(?=\\$|$)");

    private Names() {}

    /** {@code com.acme.Shop$$SpringCGLIB$$0} becomes {@code com.acme.Shop}, {@code com.acme.Shop$1} {@code com.acme.Shop$}. */
    static String plainClass(String name) {
        if (name.indexOf('$') < 0) {
            return name;
        }
        return CLASS_NUMBERS.matcher(MADE.matcher(name).replaceFirst("")).replaceAll("$1");
    }

    /** {@code lambda$first$0} becomes {@code lambda$first$}. */
    static String plainMethod(String name) {
        if (name.contains("lambda$") || name.contains("$anonfun$")) {
            return LAMBDA_NUMBERS.matcher(name).replaceAll("\\$");
        }
        return NUMBERED_METHOD.matcher(name).replaceAll("$1");
    }

    /** The last part of a class name, for sentences. */
    static String simple(String type) {
        String last = type.substring(type.lastIndexOf('.') + 1);
        return last.substring(last.lastIndexOf('$') + 1).isEmpty() ? last : last.substring(last.lastIndexOf('$') + 1);
    }
}
