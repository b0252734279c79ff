// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.timedoutcaller;

/** The far side of a network call, which takes much longer than its caller waits. */
final class Network {
    private Network() {}

    static String call() throws InterruptedException {
        Thread.sleep(2000);
        return "answer";
    }
}
