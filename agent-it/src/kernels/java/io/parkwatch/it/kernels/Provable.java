// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import io.parkwatch.it.run.Scene;

/** Starts the kernels that nothing alive can reach, apart from those marked {@link Leaks.Leak#held}. */
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
