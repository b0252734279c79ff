// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.scenario;

/** The kind of thread that a scenario runs on, named as on the command line. */
public enum Threads {
    virtual {
        @Override
        public Thread.Builder named(String prefix) {
            return Thread.ofVirtual().name(prefix, 1);
        }
    },
    platform {
        @Override
        public Thread.Builder named(String prefix) {
            // Daemon threads, since a stuck thread must not keep the program from ending.
            return Thread.ofPlatform().daemon().name(prefix, 1);
        }
    };

    /** Returns a builder of threads, which are named by the prefix and a number. */
    public abstract Thread.Builder named(String prefix);
}
