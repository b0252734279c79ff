// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellsTest {
    @Test
    void aWideCharacterTakesTwoCellsAndACombiningOneNone() {
        assertThat(Cells.width("queue")).isEqualTo(5);
        assertThat(Cells.width("\u4e2d\u6587")).isEqualTo(4);
        assertThat(Cells.width("e\u0301")).isEqualTo(1);
        assertThat(Cells.width("\ud83d\ude00")).isEqualTo(2);
        assertThat(Cells.width("\uff01\uff60\uff61"))
                .as("the last one is a half-width form")
                .isEqualTo(5);
    }

    @Test
    void aCutNeverSplitsACharacter() {
        assertThat(Cells.cut("abcdefghij", 10)).isEqualTo("abcdefghij");
        assertThat(Cells.cut("abcdefghijk", 10)).isEqualTo("abcdefg...");
        assertThat(Cells.cut("\u4e2d\u4e2d\u4e2d\u4e2d\u4e2d", 8)).isEqualTo("\u4e2d\u4e2d...");
        assertThat(Cells.cut("\ud83d\ude00\ud83d\ude00", 3)).isEqualTo("\ud83d\ude00");
        assertThat(Cells.cut("e\u0301e\u0301e\u0301", 2)).isEqualTo("e\u0301e\u0301");
        assertThat(Cells.cut("abc", 0)).isEmpty();
    }

    @Test
    void linesBreakBetweenWords() {
        assertThat(Cells.wrap("one two three", 20, 3)).containsExactly("one two three");
        assertThat(Cells.wrap("one two three", 7, 3)).containsExactly("one two", "three");
        assertThat(Cells.wrap("one two three four", 9, 2)).as("no more lines").containsExactly("one two", "three ...");
        assertThat(Cells.wrap("a\u001b[2J incomprehensibilities", 10, 3)).containsExactly("a?[2J", "incompr...");
    }

    @Test
    void fillingReachesTheWidthWhateverTheCharacters() {
        assertThat(Cells.fill("\u4e2d", 4)).isEqualTo("\u4e2d  ");
        assertThat(Cells.width(Cells.fill("\u4e2d\u4e2d\u4e2d\u4e2d\u4e2d", 8))).isEqualTo(8);
    }
}
