// SPDX-License-Identifier: Apache-2.0
package clojure.core.async.impl.buffers;

import java.util.LinkedList;

@SuppressWarnings("JdkObsolete") // as the library has it
public final class SlidingBuffer {
    public final LinkedList<Object> buf = new LinkedList<>();
    public final long n;

    public SlidingBuffer(long n) {
        this.n = n;
    }
}
