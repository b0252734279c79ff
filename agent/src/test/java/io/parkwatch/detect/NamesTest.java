// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One row for each rule of normalisation. {@link DetectorTest} tests that some frames are dropped altogether. */
class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "com.acme.Shop, com.acme.Shop",
        // Cut: suffixes that frameworks and the JVM add to a class.
        "com.acme.Shop$$SpringCGLIB$$0, com.acme.Shop",
        "com.acme.Shop$$EnhancerBySpringCGLIB$$1a2b3c4d, com.acme.Shop",
        "com.acme.Shop$$EnhancerByGuice$$12345, com.acme.Shop",
        "com.acme.Shop$ByteBuddy$hM3kAbCd, com.acme.Shop",
        "com.acme.Shop$HibernateProxy$x7K2, com.acme.Shop",
        "com.acme.Shop$MockitoMock$1234567, com.acme.Shop",
        "com.acme.Shop$$Lambda$14/0x0000000800c03000, com.acme.Shop",
        "com.acme.Shop$$Lambda/0x00007f00a1, com.acme.Shop",
        "com.acme.Shop$Cart$$SpringCGLIB$$0, com.acme.Shop$Cart",
        // Digits dropped: numbers that compilers assign.
        "com.acme.Outer$1, com.acme.Outer$",
        "com.acme.Outer$12$3, com.acme.Outer$$",
        "com.acme.Outer$1$Inner, com.acme.Outer$$Inner",
        "com.acme.Outer$first$1, com.acme.Outer$first$",
        "com.acme.Outer$$anon$2, com.acme.Outer$$anon$",
        "acme.search$fn__1234, acme.search$fn__",
        "acme.search$first$fn__1234$fn__1236, acme.search$first$fn__$fn__",
        "acme.search$fn__12$state_machine__34__auto____56$fn__78, acme.search$fn__$state_machine____auto____$fn__",
        "acme.search$eval1234, acme.search$eval",
        "acme.search$eval1234$fn__1235, acme.search$eval$fn__",
        "com.acme.Build$_run_closure1, com.acme.Build$_run_closure",
        "com.acme.Build$_run_closure1$_closure2, com.acme.Build$_run_closure$_closure",
        // Kept: numbers that people chose.
        "com.acme.Http2, com.acme.Http2",
        "com.acme.Retrieval2, com.acme.Retrieval2",
        "com.acme.Outer$Http2, com.acme.Outer$Http2",
        "com.acme.Outer$Retrieval2, com.acme.Outer$Retrieval2",
        "com.acme.eval2020.Survey, com.acme.eval2020.Survey",
        "com.acme.Step__2, com.acme.Step__2",
    })
    void aClassName(String name, String plain) {
        assertThat(Names.plainClass(name)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "first, first",
        "lambda$first$0, lambda$first$",
        "lambda$first$12, lambda$first$",
        "lambda$first$3f2a1c9b$1, lambda$first$3f2a1c9b$",
        "lambda$new$3, lambda$new$",
        "first$lambda$7, first$lambda$",
        "first$lambda$1$lambda$0, first$lambda$$lambda$",
        "$anonfun$first$1, $anonfun$first$",
        "$anonfun$first$1$adapted, $anonfun$first$$adapted",
        "$anonfun$first$2$anonfun$3, $anonfun$first$$anonfun$",
        "fn__1234, fn__",
        "eval1234, eval",
        "_closure1, _closure",
        "read2, read2",
        "retrieval2, retrieval2",
        "step__2, step__2",
        "copy$1, copy$1",
    })
    void aMethodName(String name, String plain) {
        assertThat(Names.plainMethod(name)).isEqualTo(plain);
    }

    @Test
    void aSimpleNameIsWhatASentenceCanSay() {
        assertThat(Names.simple("java.util.concurrent.SynchronousQueue")).isEqualTo("SynchronousQueue");
        assertThat(Names.simple("com.acme.Outer$Inner")).isEqualTo("Inner");
        assertThat(Names.simple("com.acme.Outer$")).isEqualTo("Outer$");
        assertThat(Names.simple("com.acme.Three$3")).isEqualTo("Three$3");
        assertThat(Names.simple("com.acme.Outer$Inner$3$1")).isEqualTo("Inner$3$1");
        assertThat(Names.simple("Alone")).isEqualTo("Alone");
    }

    /** The rules were regular expressions at first. Any other result would change fingerprints. */
    @Test
    void asTheRegularExpressionsThatTheyWere() {
        String[] parts = {
            "$",
            "$",
            "_",
            "__",
            "0",
            "1",
            "12",
            "3456",
            "a",
            "B",
            "fn",
            "fn__",
            "eval",
            "$eval",
            "closure",
            "_closure",
            "lambda",
            "lambda$",
            "$anonfun$",
            ".",
            "Lambda",
            "$$Lambda",
            "$$SpringCGLIB",
            "$ByteBuddy$",
            "$$EnhancerBy",
            "é"
        };
        Random random = new Random(7);
        for (int i = 0; i < 300_000; i++) {
            StringBuilder made = new StringBuilder();
            for (int n = random.nextInt(8); n >= 0; n--) {
                made.append(parts[random.nextInt(parts.length)]);
            }
            String name = made.toString();
            assertSame(name, Names.plainClass(name), plainClass(name));
            assertSame(name, Names.plainMethod(name), plainMethod(name));
            assertSame(name, Names.simple(name), simple(name));
        }
    }

    private static void assertSame(String name, String now, String once) {
        if (!now.equals(once)) {
            assertThat(now).as(name).isEqualTo(once);
        }
    }

    private static String plainClass(String name) {
        return name.indexOf('$') < 0
                ? name
                : name.replaceFirst(
                                "(\\$\\$SpringCGLIB|\\$\\$EnhancerBy|\\$\\$FastClassBy|\\$ByteBuddy\\$|\\$HibernateProxy\\$|\\$MockitoMock\\$|\\$\\$Lambda).*",
                                "")
                        .replaceAll("(\\$|\\$eval|_closure|__)\\d+(?=\\$|_|$)", "$1");
    }

    private static String plainMethod(String name) {
        return name.contains("lambda$") || name.contains("$anonfun$")
                ? name.replaceAll("\\$\\d+(?=\\$|$)", "\\$")
                : name.replaceAll("^(fn__|eval|_closure)\\d+$", "$1");
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1).replaceFirst("^.*\\$(?=[^$]*[^$\\d])", "");
    }
}
