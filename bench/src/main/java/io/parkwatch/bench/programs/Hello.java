// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

/** The shortest program. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
