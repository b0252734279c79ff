// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.text;

import java.time.Instant;

/**
 * Formats dates as {@link Instant#toString} does. That method creates formatters in static initializers. If those
 * failed for lack of memory, no report could ever be written again (docs/decisions/0016).
 */
public final class IsoTime {
    private static final int SECONDS_A_DAY = 86_400;
    private static final int DAYS_A_YEAR = 365;
    private static final int DAYS_A_CENTURY = 36_524;
    private static final int DAYS_OF_400_YEARS = 146_097;

    /** Days from the first of March of the year 0: a leap day is then the last day of its year. */
    private static final int DAYS_TO_1970 = 719_468;

    private IsoTime() {}

    /** Returns {@code 2026-11-24T11:00:00.250Z}. The fraction has three, six or nine digits, or is left out. */
    public static String of(Instant at) {
        StringBuilder text = seconds(at.getEpochSecond());
        int nanos = at.getNano();
        if (nanos == 0) {
            return text.toString();
        }
        text.setCharAt(text.length() - 1, '.');
        number(text, nanos, 9);
        while (text.lastIndexOf("000") == text.length() - 3) {
            text.setLength(text.length() - 3);
        }
        return text.append('Z').toString();
    }

    /** Returns {@code 2026-11-24T11:00:00Z}, truncated to seconds. */
    public static String seconds(Instant at) {
        return seconds(at.getEpochSecond()).toString();
    }

    private static StringBuilder seconds(long seconds) {
        StringBuilder text = new StringBuilder(30);
        date(text, Math.floorDiv(seconds, SECONDS_A_DAY));
        int ofDay = (int) Math.floorMod(seconds, (long) SECONDS_A_DAY);
        number(text.append('T'), ofDay / 3_600, 2);
        number(text.append(':'), ofDay / 60 % 60, 2);
        number(text.append(':'), ofDay % 60, 2);
        return text.append('Z');
    }

    private static void date(StringBuilder text, long day) {
        long era = Math.floorDiv(day + DAYS_TO_1970, DAYS_OF_400_YEARS);
        int ofEra = (int) Math.floorMod(day + DAYS_TO_1970, (long) DAYS_OF_400_YEARS);
        int yearOfEra = (ofEra - ofEra / (4 * DAYS_A_YEAR) + ofEra / DAYS_A_CENTURY - ofEra / (DAYS_OF_400_YEARS - 1))
                / DAYS_A_YEAR;
        int ofYear = ofEra - (yearOfEra * DAYS_A_YEAR + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * ofYear + 2) / 153; // five months have 153 days
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        if (year < 0 || year > 9_999) {
            text.append(year < 0 ? '-' : '+');
        }
        number(text, Math.abs(year), 4);
        number(text.append('-'), month, 2);
        number(text.append('-'), ofYear - (153 * fromMarch + 2) / 5 + 1, 2);
    }

    private static void number(StringBuilder text, long number, int digits) {
        String plain = Long.toString(number);
        for (int i = plain.length(); i < digits; i++) {
            text.append('0');
        }
        text.append(plain);
    }
}
