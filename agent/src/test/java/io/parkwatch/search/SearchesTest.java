// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchesTest {
    private static final long MINUTE = 60_000_000_000L;

    private final Searches searches = new Searches();

    @Test
    void aLookAnswersAWishAndTheAnswerIsGivenOnce() {
        Wish wish = new Wish(" pool ", 0);
        assertThat(searches.isAny()).isFalse();
        assertThat(searches.ask(wish)).isNull();
        assertThat(searches.ask(new Wish("pool", 0))).isNull();
        assertThat(searches.isAny()).isTrue();
        assertThat(searches.wishes(0)).containsExactly(wish);

        Found found = found(wish);
        searches.answer(found, 0);
        assertThat(searches.wishes(0)).isEmpty();
        assertThat(searches.ask(wish)).isSameAs(found);
        assertThat(searches.ask(wish)).as("the next look is asked").isNull();
    }

    @Test
    void anAnswerThatNobodyFetchesIsForgotten() {
        Wish wish = new Wish("pool", 0);
        searches.ask(wish);
        searches.answer(found(wish), 0);
        searches.wishes(MINUTE);
        assertThat(searches.isAny()).isTrue();
        searches.wishes(MINUTE + 1);

        assertThat(searches.isAny()).isFalse();
        assertThat(searches.ask(wish)).isNull();
    }

    @Test
    void ofMoreThanFourTheOldestIsForgotten() {
        for (int i = 0; i < 5; i++) {
            searches.ask(new Wish("pool", i));
        }

        assertThat(searches.wishes(0)).extracting(Wish::from).containsExactly(1, 2, 3, 4);
        searches.forget();
        assertThat(searches.wishes(0)).isEmpty();
    }

    @Test
    void aWishIsCut() {
        assertThat(new Wish("x".repeat(1_000), -5)).isEqualTo(new Wish("x".repeat(200), 0));
    }

    private static Found found(Wish wish) {
        return new Found(wish, 7, Instant.EPOCH, 0, 0, List.of());
    }
}
