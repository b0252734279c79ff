// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.text;

import java.nio.charset.StandardCharsets;

/**
 * SHA-256 (FIPS 180-4). The JDK's implementation starts providers. If the agent were the first to run their static
 * initializers and memory ran out, they would be lost for the program, too (docs/decisions/0016).
 */
public final class Sha256 {
    private static final int BLOCK = 64;

    private final int[] k = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    private final int[] state = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private Sha256() {}

    /** Returns the first {@code digits} hex digits, at most 64, of the hash of the text in UTF-8. */
    public static String hex(String text, int digits) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] padded = new byte[(bytes.length + 8) / BLOCK * BLOCK + BLOCK];
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        padded[bytes.length] = (byte) 0x80;
        long bits = bytes.length * 8L;
        for (int i = 1; i <= 8; i++) {
            padded[padded.length - i] = (byte) (bits >>> (8 * (i - 1)));
        }
        Sha256 hash = new Sha256();
        for (int from = 0; from < padded.length; from += BLOCK) {
            hash.block(padded, from);
        }
        StringBuilder hex = new StringBuilder(BLOCK);
        for (int word : hash.state) {
            for (int shift = 28; shift >= 0; shift -= 4) {
                hex.append(Character.forDigit((word >>> shift) & 0xF, 16));
            }
        }
        return hex.substring(0, digits);
    }

    private void block(byte[] in, int from) {
        int[] w = new int[BLOCK];
        for (int i = 0; i < 16; i++) {
            int at = from + i * 4;
            w[i] = (in[at] & 0xFF) << 24 | (in[at + 1] & 0xFF) << 16 | (in[at + 2] & 0xFF) << 8 | (in[at + 3] & 0xFF);
        }
        for (int i = 16; i < BLOCK; i++) {
            int a = w[i - 15];
            int b = w[i - 2];
            int low = Integer.rotateRight(a, 7) ^ Integer.rotateRight(a, 18) ^ (a >>> 3);
            int high = Integer.rotateRight(b, 17) ^ Integer.rotateRight(b, 19) ^ (b >>> 10);
            w[i] = w[i - 16] + low + w[i - 7] + high;
        }
        int[] v = state.clone();
        for (int i = 0; i < BLOCK; i++) {
            int e = v[4];
            int sum1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int t1 = v[7] + sum1 + ((e & v[5]) ^ (~e & v[6])) + k[i] + w[i];
            int a = v[0];
            int sum0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int t2 = sum0 + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
            System.arraycopy(v, 0, v, 1, 7);
            v[4] += t1;
            v[0] = t1 + t2;
        }
        for (int i = 0; i < state.length; i++) {
            state[i] += v[i];
        }
    }
}
