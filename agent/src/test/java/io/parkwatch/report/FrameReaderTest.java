// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Frame;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    @Test
    void eachPartOfAFrameComesBack() {
        assertThat(List.of(
                        FrameReader.parse("com.acme.X$Job.m(X.java:41)"),
                        FrameReader.parse("com.acme.X.<init>(X.java)"),
                        FrameReader.parse("java.lang.Object.wait0(Native Method)"),
                        FrameReader.parse("com.acme.X.lambda$first$0(Unknown Source)"),
                        FrameReader.parse("Main.main(Main.java:1)")))
                .containsExactly(
                        new Frame("com.acme.X$Job", "m", "X.java", 41, false),
                        new Frame("com.acme.X", "<init>", "X.java", 0, false),
                        new Frame("java.lang.Object", "wait0", null, -2, false),
                        new Frame("com.acme.X", "lambda$first$0", null, 0, false),
                        new Frame("Main", "main", "Main.java", 1, false));
    }

    @Test
    void prefixesOfLoadersAndModulesStayWithTheClass() {
        assertThat(FrameReader.parse("app//com.acme.X.m(X.java:4)").className()).isEqualTo("app//com.acme.X");
        assertThat(FrameReader.parse("java.base@21.0.9/java.lang.Thread.run(Thread.java:9)")
                        .className())
                .isEqualTo("java.base@21.0.9/java.lang.Thread");
        assertThat(FrameReader.parse("com.acme.X$$Lambda/0x00007f.run(Unknown Source)"))
                .extracting(Frame::className, Frame::method)
                .containsExactly("com.acme.X$$Lambda/0x00007f", "run");
    }

    @Test
    void aMethodWhoseNameIsASentenceWithBracketsIsStillTheMethod() {
        assertThat(FrameReader.parse("com.acme.SearchTest.it finds (nearly) all(SearchTest.kt:12)"))
                .isEqualTo(new Frame("com.acme.SearchTest", "it finds (nearly) all", "SearchTest.kt", 12, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b(c:007)", "a.b(c:+7)", "a.b(c:0)", "a.b(c:-2)", "a.b(c:99999999999)", "a.b(c:1:2)", "a.b(:5)",
                        "a.b(:)",
                "a.b()", "a.b(())", "a.b((x.y(z:3)", "a.b(c)d:1)", ".(Unknown Source)", "..(x)", "a.b(...)",
                        "a.b(Native Method:3)"
            })
    void oddTextPrintsTheSameAgain(String text) {
        assertThat(FrameReader.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "...", "com.acme.X.m", "m(X.java:4)", ")", "(", "x)y"})
    void whatIsNoFrameIsStillShown(String text) {
        assertThat(FrameReader.parse(text).text()).contains(text);
    }

    @Test
    void whateverAFramePrintsComesBackTheSame() {
        Random random = new Random(1); // the same names in every run
        String[] files = {null, "", "X.java", "Native Method", "Unknown Source"};
        for (int i = 0; i < 100_000; i++) {
            String file = random.nextBoolean() ? word(random) : files[random.nextInt(files.length)];
            String text = new Frame(word(random), word(random), file, random.nextInt(14) - 3, false).text();

            assertThat(FrameReader.parse(text).text()).isEqualTo(text);
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            word.append("().:0 1/<>a$\n".charAt(random.nextInt(13)));
        }
        return word.toString();
    }
}
