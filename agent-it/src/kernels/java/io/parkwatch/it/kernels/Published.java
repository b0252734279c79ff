// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

/** Starts the kernels that run on every JDK. */
final class Published {
    private Published() {}

    public static void main(String[] args) throws Exception {
        Leaks leaks = new Leaks();
        Kubernetes.start(leaks);
        Docker.start(leaks);
        Etcd.start(leaks);
        Cockroach.start(leaks);
        Services.start(leaks);
        Provable.start(leaks);
        leaks.print();
        new io.parkwatch.it.run.Scene().play();
    }
}
