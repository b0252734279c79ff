// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmCommandLineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "java -Xmx1g -cp a.jar:b.jar com.acme.Shop -jar x, com.acme.Shop",
        "/opt/jdk/bin/java --class-path a.jar com.acme.Shop, com.acme.Shop",
        "java -jar /opt/shop.jar @x, /opt/shop.jar",
        "java -p mods -m shop/com.acme.Shop, shop/com.acme.Shop",
        "java --module-path=mods --module=shop, shop",
        "java --add-opens java.base/java.lang=ALL-UNNAMED -javaagent:a.jar Shop.java, Shop.java",
        "java --source 21 Shop.java, Shop.java",
        "java -version,",
        "java -jar,",
        "/usr/sbin/nginx -g x,",
        "'',",
    })
    void theMainClassIsTheFirstWordThatIsNoOption(String words, @Nullable String main) {
        assertThat(parse(words.replace(' ', '\0')).main()).isEqualTo(main);
    }

    @Test
    void aFileOfArgumentsStandsForItsWords() throws IOException {
        Files.writeString(folder.resolve("args"), "-cp \"a b.jar\" # why\n-XX:+UseSerialGC\n  'com.acme.Shop'\n");
        Files.writeString(folder.resolve("quoted"), "\"-Dx=a\\\"b\" com.acme.Shop");

        assertThat(parse("java\0@args\0x").main()).isEqualTo("com.acme.Shop");
        assertThat(parse("java\0@args\0x").options()).containsExactly("-cp", "a b.jar", "-XX:+UseSerialGC");
        assertThat(parse("java\0@/args").main()).as("from its root").isEqualTo("com.acme.Shop");
        assertThat(parse("java\0@quoted").options()).containsExactly("-Dx=a\"b");
        assertThat(parse("java\0@missing").main()).as("better than nothing").isEqualTo("@missing");
        assertThat(parse("java\0@\ud800").main()).as("no path can be so named").isEqualTo("@\ud800");
        assertThat(parse("java\0--disable-@files\0@args").main()).isEqualTo("@args");
    }

    @Test
    void theLastOfAFlagCounts() {
        assertThat(parse("java\0-XX:+A\0-XX:-A\0Main").flag("A", true)).isFalse();
        assertThat(parse("java\0-XX:-A\0-XX:+A\0Main").flag("A", false)).isTrue();
        assertThat(parse("java\0Main\0-XX:+A").flag("A", false))
                .as("the program's own")
                .isFalse();
        assertThat(parse("java\0Main").flag("A", true)).as("not given").isTrue();
    }

    private JvmCommandLine parse(String arguments) {
        return JvmCommandLine.parse(arguments, folder, folder);
    }
}
