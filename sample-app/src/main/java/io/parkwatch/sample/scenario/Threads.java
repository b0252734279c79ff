// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample.scenario;

/** On which threads a scenario runs. Named as on the command line. */
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
            // Daemons: a stuck one must not keep the program from ending.
            return Thread.ofPlatform().daemon().name(prefix, 1);
        }
    };

    /** A builder of threads that are called by the prefix and a number. */
    public abstract Thread.Builder named(String prefix);
}
