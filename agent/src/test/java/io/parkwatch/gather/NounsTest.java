// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NounsTest {
    @ParameterizedTest
    @CsvSource({
        "'', a monitor, monitors",
        "java.util.concurrent.Exchanger, an Exchanger, Exchangers",
        "com.acme.Mutex, a Mutex, Mutexes",
        "com.acme.Shop$Pipe, a Pipe, Pipes",
        "com.acme.Gate$Sync, a Sync of Gate, Syncs of Gate",
        "com.acme.Shop$Gate$FairSync, a FairSync of Gate, FairSyncs of Gate",
        "com.acme.Sync, a Sync, Syncs",
        "Main$1, an object of an anonymous class in Main, objects of an anonymous class in Main",
        "com.acme.Shop$Pipe$1$2, an object of an anonymous class in Pipe, objects of an anonymous class in Pipe",
    })
    void anEngineerKnowsTheThing(String type, String one, String several) {
        assertThat(Nouns.one(type)).isEqualTo(one);
        assertThat(Nouns.several(type)).isEqualTo(several);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', monitor",
        "com.acme.Shop$Pipe, Pipe, monitor Pipe",
        "com.acme.Gate$Sync, Sync of Gate, monitor of a Sync of Gate",
        "Main$1, object of an anonymous class in Main, monitor of an object of an anonymous class in Main",
    })
    void aCircleNamesItWithoutAnArticle(String type, String name, String monitor) {
        assertThat(Nouns.name(type)).isEqualTo(name);
        assertThat(Nouns.monitor(type)).isEqualTo(monitor);
    }
}
