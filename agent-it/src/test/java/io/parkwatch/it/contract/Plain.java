// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

/** Prints a little, and ends with its own exit code. */
final class Plain {
    private Plain() {}

    public static void main(String[] args) {
        System.out.println("one");
        System.err.println("two");
        System.out.println("three");
        System.exit(3);
    }
}
