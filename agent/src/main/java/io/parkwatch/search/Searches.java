// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wishes that the next look answers, and the answers that nobody has fetched yet. The endpoint's thread asks, the
 * watcher's answers.
 */
public final class Searches {
    private static final int MOST = 4;
    private static final long KEPT = 60_000_000_000L;

    private final List<Search> all = new ArrayList<>();

    /** Whether there is any: mostly a look has nothing to do here. */
    private volatile boolean any;

    private static final class Search {
        private final Wish wish;
        private @Nullable Found found;

        /** When it was answered. */
        private long nanos;

        Search(Wish wish) {
            this.wish = wish;
        }
    }

    /**
     * Returns the answer to a wish, once; null until a look has answered. Of more than four wishes the oldest is
     * forgotten.
     */
    public synchronized @Nullable Found ask(Wish wish) {
        for (int i = 0; i < all.size(); i++) {
            Search search = all.get(i);
            if (search.wish.equals(wish)) {
                return search.found == null ? null : all.remove(i).found;
            }
        }
        if (all.size() == MOST) {
            all.remove(0);
        }
        all.add(new Search(wish));
        any = true;
        return null;
    }

    public boolean isAny() {
        return any;
    }

    /** Returns the wishes that have no answer, and forgets answers of a minute ago. {@code nanos} is now. */
    public synchronized List<Wish> wishes(long nanos) {
        all.removeIf(search -> search.found != null && nanos - search.nanos > KEPT);
        List<Wish> wishes = new ArrayList<>();
        for (Search search : all) {
            if (search.found == null) {
                wishes.add(search.wish);
            }
        }
        any = !all.isEmpty();
        return wishes;
    }

    /** Keeps the answer of a look until somebody fetches it. {@code nanos} is now. */
    public synchronized void answer(Found found, long nanos) {
        for (Search search : all) {
            if (search.wish.equals(found.wish())) {
                search.found = found;
                search.nanos = nanos;
            }
        }
    }

    /** Gives wishes up that a look failed to answer: who still wants to know asks again. */
    public synchronized void forget() {
        all.removeIf(search -> search.found == null);
    }
}
