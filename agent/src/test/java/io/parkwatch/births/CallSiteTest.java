// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallSiteTest {
    private final CallSite site = new CallSite(ClassLoader.getPlatformClassLoader(), List.of());

    @Test
    void aLineIsItsOwnSiteHoweverOftenItIsPassed() {
        List<Integer> sites = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sites.add(site.getAsInt());
        }
        int another = site.getAsInt();

        assertThat(sites).containsOnly(sites.get(0));
        assertThat(another).isNotEqualTo(sites.get(0));
    }

    @Test
    void callersOfAFactoryAreDifferentSites() {
        int one = factory();
        int other = factory();

        assertThat(one).isNotEqualTo(other);
    }

    private int factory() {
        return site.getAsInt();
    }

    @Test
    void framesOfOursAreLookedThrough() {
        CallSite inside = new CallSite(CallSiteTest.class.getClassLoader(), List.of());
        int one = inside.getAsInt();
        int other = inside.getAsInt();

        assertThat(one).as("below are only the frames of this test").isEqualTo(other);
    }

    @Test
    void allThatTheAgentsThreadsMakeIsOneSite() throws InterruptedException {
        List<Integer> sites = new ArrayList<>();
        Thread ours = new Thread(new ThreadGroup("parkwatch-http"), () -> {
            sites.add(factory());
            sites.add(factory());
        });
        ours.start();
        ours.join();

        assertThat(sites).hasSize(2).containsOnly(sites.get(0));
    }

    /** Its caller is the place. */
    @Test
    void framesOfALibraryAreLookedThrough() {
        CallSite inside = new CallSite(null, List.of("io.parkwatch.births."));
        int one = inside.getAsInt();
        int other = inside.getAsInt();

        assertThat(one).isEqualTo(other);
        assertThat(new CallSite(null, List.of("io.acme.")).getAsInt()).isNotEqualTo(one);
    }
}
