// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.timedoutcaller;

/** The far side of a network call: much slower than its caller's patience. */
final class Network {
    private Network() {}

    static String call() throws InterruptedException {
        Thread.sleep(2000);
        return "answer";
    }
}
