// SPDX-License-Identifier: Apache-2.0
package clojure.core.async.impl.channels;

import java.util.LinkedList;
import org.jspecify.annotations.Nullable;

/** As much of a channel as the reader reads. */
@SuppressWarnings("JdkObsolete") // as the library has it
public final class ManyToManyChannel {
    public final LinkedList<Object> takes = new LinkedList<>();
    public final LinkedList<Object> puts = new LinkedList<>();
    public final @Nullable Object buf;

    public ManyToManyChannel(@Nullable Object buf) {
        this.buf = buf;
    }
}
