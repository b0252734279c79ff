// SPDX-License-Identifier: Apache-2.0
package clojure.core.async.impl.buffers;

public final class PromiseBuffer {}
