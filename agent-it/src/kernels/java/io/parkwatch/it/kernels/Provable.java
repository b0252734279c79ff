// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import io.parkwatch.it.run.Scene;

/** Starts the kernels of which nothing alive has anything, but where they say so. */
final class Provable {
    private Provable() {}

    static void start(Leaks leaks) throws Exception {
        Rpc.start(leaks);
        Kubelet.start(leaks);
        Informers.start(leaks);
        Mesh.start(leaks);
        Rows.start(leaks);
    }

    public static void main(String[] args) throws Exception {
        Leaks leaks = new Leaks();
        start(leaks);
        leaks.print();
        new Scene().play();
    }
}
