// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.custom.UserChannel;
import io.parkwatch.detect.IgnoreRules;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot.Service;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final String DURATION =
            ": allowed is a duration above 0 and up to a year, such as 250ms, 30s, 10m, 1h";
    private static final String PORT = ": allowed is a port (9699), a range (9699-9709), 0 for any, or off";
    private static final String HOSTS = ": allowed is a host name without a port, such as shop.example, ; between them";
    private static final String CHANNELS =
            ": allowed is com.acme.Pipe#send=sender or com.acme.Pipe#next=receiver, ; between them";
    private static final String IGNORE =
            ": allowed is a class or package prefix, or a fingerprint such as #9f31c0de7a55b102, ; between them";
    private static final String KEYS =
            ": allowed are threshold, interval, host, port, expose, hosts, report, traces, channels, ignore, program,"
                    + " log, service, proof, config";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , "})
    void withoutOptionsTheDefaultsAreTheContracts(String text) throws OptionsException {
        assertThat(OptionsParser.parse(text))
                .isEqualTo(new Options(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(5),
                        "60s",
                        "5s",
                        "127.0.0.1",
                        true,
                        9699,
                        9699,
                        false,
                        List.of(),
                        null,
                        1_000,
                        List.of(),
                        new IgnoreRules(List.of(), Set.of()),
                        List.of(),
                        true,
                        null,
                        ProofMode.ASK));
    }

    @Test
    void everyKeyIsRead() throws OptionsException {
        assertThat(OptionsParser.parse("threshold=10m, interval = 250ms,host=0.0.0.0,port=9699-9709,expose=all,"
                        + "hosts=shop.example; shop-7,"
                        + "report=/tmp/%p=x.json,traces=0,channels=com.acme.Pipe#send=sender;com.acme.Pipe#next=receiver,"
                        + "ignore=com.acme.idle.;#9f31c0de7a55b102,program=com.acme.; org.shop.,"
                        + "log=off,service=shop/1.4.2,proof=on"))
                .isEqualTo(new Options(
                        Duration.ofMinutes(10),
                        Duration.ofMillis(250),
                        "10m",
                        "250ms",
                        "0.0.0.0",
                        true,
                        9699,
                        9709,
                        true,
                        List.of("shop.example", "shop-7"),
                        "/tmp/%p=x.json",
                        0,
                        List.of(
                                new UserChannel("com.acme.Pipe", "send", Role.SENDER),
                                new UserChannel("com.acme.Pipe", "next", Role.RECEIVER)),
                        new IgnoreRules(List.of("com.acme.idle."), Set.of("9f31c0de7a55b102")),
                        List.of("com.acme.", "org.shop."),
                        false,
                        new Service("shop", "1.4.2"),
                        ProofMode.ON));
    }

    @ParameterizedTest
    @CsvSource({"port=off, false, 0, 0", "port=0, true, 0, 0", "port=80, true, 80, 80", "port=1-65535, true, 1, 65535"})
    void aPort(String text, boolean http, int first, int last) throws OptionsException {
        Options options = OptionsParser.parse(text);

        assertThat(options.http()).isEqualTo(http);
        assertThat(options.firstPort()).isEqualTo(first);
        assertThat(options.lastPort()).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource({"1ms, 1", "30s, 30000", "10m, 600000", "1h, 3600000", "8760h, 31536000000"})
    void aDuration(String text, long millis) throws OptionsException {
        assertThat(OptionsParser.parse("threshold=" + text).threshold()).isEqualTo(Duration.ofMillis(millis));
        assertThat(OptionsParser.parse("interval=" + text).interval()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void ofAKeyThatIsGivenTwiceTheLastCounts() throws OptionsException {
        assertThat(OptionsParser.parse("traces=1,traces=2").traces()).isEqualTo(2);
    }

    @Test
    void aFileHoldsTheSameKeysAndTheCommandLineWins() throws Exception {
        Path file = file("threshold = 10m\ntraces=7\nignore=com.acme.a.;com.acme.b.\nhost=\\u0031.2.3.4\n");

        Options options = OptionsParser.parse("traces=8,config=" + file);

        assertThat(options.threshold()).isEqualTo(Duration.ofMinutes(10));
        assertThat(options.traces()).isEqualTo(8);
        assertThat(options.host()).isEqualTo("1.2.3.4");
        assertThat(options.ignore().prefixes()).containsExactly("com.acme.a.", "com.acme.b.");
    }

    @Test
    void aMarkBeforeTheFirstKeyOfAFileIsNoPartOfIt() throws Exception {
        Path file = file("\uFEFFthreshold=10m\n");

        assertThat(OptionsParser.parse("config=" + file).threshold()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void prefixesToIgnoreWithACommaBetweenThemAreRefused() throws Exception {
        Path file = file("ignore=com.acme.a.,com.acme.b.");

        assertThatThrownBy(() -> OptionsParser.parse("config=" + file))
                .hasMessage("bad option ignore=com.acme.a.,com.acme.b." + IGNORE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threshold=0s|" + "bad option threshold=0s" + DURATION,
                "threshold=1d|" + "bad option threshold=1d" + DURATION,
                "threshold=8761h|" + "bad option threshold=8761h" + DURATION,
                "threshold=-1s|" + "bad option threshold=-1s" + DURATION,
                "threshold=1000000000s|" + "bad option threshold=1000000000s" + DURATION,
                "threshold=60|" + "bad option threshold=60" + DURATION,
                "interval=|" + "bad option interval=" + DURATION,
                "interval=soon|" + "bad option interval=soon" + DURATION,
                "host=|" + "bad option host=: allowed is a host name or address, such as 127.0.0.1",
                "port=|" + "bad option port=" + PORT,
                "port=65536|" + "bad option port=65536" + PORT,
                "port=99999-100000|" + "bad option port=99999-100000" + PORT,
                "port=0-10|" + "bad option port=0-10" + PORT,
                "port=20-10|" + "bad option port=20-10" + PORT,
                "port=-1|" + "bad option port=-1" + PORT,
                "port=http|" + "bad option port=http" + PORT,
                "expose=stacks|" + "bad option expose=stacks: allowed is metrics, all",
                "hosts=shop:80|" + "bad option hosts=shop:80" + HOSTS,
                "hosts=a;*.b|" + "bad option hosts=*.b" + HOSTS,
                "traces=-1|" + "bad option traces=-1: allowed is a number from 0 to 1000000",
                "traces=1000001|" + "bad option traces=1000001: allowed is a number from 0 to 1000000",
                "traces=many|" + "bad option traces=many: allowed is a number from 0 to 1000000",
                "channels=com.acme.Pipe|" + "bad option channels=com.acme.Pipe" + CHANNELS,
                "channels=com.acme.Pipe#send=taker|" + "bad option channels=com.acme.Pipe#send=taker" + CHANNELS,
                "channels=com.acme.Pipe#a=sender;x|" + "bad option channels=x" + CHANNELS,
                "ignore=#12|" + "bad option ignore=#12" + IGNORE,
                "ignore=a;#9F31C0DE7A55B102|" + "bad option ignore=#9F31C0DE7A55B102" + IGNORE,
                "proof=yes|" + "bad option proof=yes: allowed is off, ask, on",
                "thresold=5s|" + "unknown option thresold=5s" + KEYS,
                "help|" + "unknown option help=" + KEYS,
                "port|" + "bad option port=: allowed is a value, as in port=9699",
            })
    void aBadValueIsNamedWithWhatIsAllowed(String text, String message) {
        assertThatThrownBy(() -> OptionsParser.parse(text))
                .isInstanceOf(OptionsException.class)
                .hasMessage(message);
    }

    @Test
    void aKeyWithoutAValueOrDefaultHasAnExampleToo() {
        assertThatThrownBy(() -> OptionsParser.parse("report"))
                .hasMessage("bad option report=: allowed is a value, as in report=/tmp/parkwatch-%p.json");
        assertThatThrownBy(() -> OptionsParser.parse("config"))
                .hasMessage("bad option config=: allowed is a value, as in config=/etc/parkwatch.properties");
        assertThatThrownBy(() -> OptionsParser.parse("ignore"))
                .hasMessage("bad option ignore=: allowed is a value, as in ignore=com.acme.idle.");
        assertThatThrownBy(() -> OptionsParser.parse("channels"))
                .hasMessage("bad option channels=: allowed is a value, as in channels=com.acme.Pipe#send=sender");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.properties");

        assertThatThrownBy(() -> OptionsParser.parse("config=" + missing))
                .hasMessage("bad option config=" + missing
                        + ": allowed is a properties file that can be read (java.nio.file.NoSuchFileException: "
                        + missing + ")");
    }

    @Test
    void aFilesUnknownKeysAndBadValuesAreNamedLikeAnyOther() throws IOException {
        Path unknown = file("tracess=1");
        assertThatThrownBy(() -> OptionsParser.parse("config=" + unknown))
                .hasMessage("unknown option tracess=1" + KEYS);
        Path bad = file("traces=x");
        assertThatThrownBy(() -> OptionsParser.parse("config=" + bad))
                .hasMessage("bad option traces=x: allowed is a number from 0 to 1000000");
        Path nested = file("config=other");
        assertThatThrownBy(() -> OptionsParser.parse("config=" + nested))
                .hasMessage("bad option config=other: allowed is the option itself; a file can't name another file");
        Path broken = file("threshold=\\uZZZZ");
        assertThatThrownBy(() -> OptionsParser.parse("config=" + broken))
                .hasMessageStartingWith(
                        "bad option config=" + broken + ": allowed is a properties file that can be read (");
    }

    @Test
    void aFileOfTheLargestSizeIsReadAndALargerOneIsRefusedWithItsSize() throws Exception {
        String options = "traces=7\n";
        Path largest = file(options + "#".repeat(65_536 - options.length()));
        assertThat(OptionsParser.parse("config=" + largest).traces()).isEqualTo(7);

        Path larger = file("#".repeat(65_537));
        assertThatThrownBy(() -> OptionsParser.parse("config=" + larger))
                .hasMessage("bad option config=" + larger
                        + ": allowed is a properties file of up to 65536 bytes (this one has at least 65537)");
        Path huge = folder.resolve("huge");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(200L << 20);
        }
        assertThatThrownBy(() -> OptionsParser.parse("config=" + huge))
                .hasMessageStartingWith("bad option config=" + huge + ": ")
                .hasMessageEndingWith("(this one has at least 209715200)");
    }

    @Test
    void aMessageHasEightyCharactersOfAKeyAndOfAValue() throws IOException {
        String a = "a".repeat(80);
        String v = "v".repeat(80);

        assertThatThrownBy(() -> OptionsParser.parse(a + "=" + v)).hasMessage("unknown option " + a + "=" + v + KEYS);
        assertThatThrownBy(() -> OptionsParser.parse(a + "a=" + v + "v"))
                .hasMessage("unknown option " + a + "...=" + v + "..." + KEYS);
        assertThatThrownBy(() -> OptionsParser.parse("traces=" + v.repeat(1_000)))
                .hasMessage("bad option traces=" + v + "...: allowed is a number from 0 to 1000000");
        Path file = file("ignore=#" + v.repeat(500));
        assertThatThrownBy(() -> OptionsParser.parse("config=" + file))
                .hasMessage("bad option ignore=#" + v.substring(1) + "..." + IGNORE);
        assertThatThrownBy(() -> OptionsParser.parse("config=" + v.repeat(1_000)))
                .hasMessageStartingWith("bad option config=" + v + "...: allowed is a properties file")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "parkwatch", ".properties"), text);
    }
}
