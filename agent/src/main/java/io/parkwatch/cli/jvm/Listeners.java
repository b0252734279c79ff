// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds listening sockets in the kernel's tables {@code tcp} and {@code tcp6} for the network of a process. */
final class Listeners {
    private static final int WORD = 8;

    private Listeners() {}

    /** Returns the address of a socket that listens at the port, as in a URL: {@code [::1]}; empty if not known. */
    static Optional<String> at(Path network, int port) {
        // A row is "0: 0100007F:25E3 00000000:0000 0A …". The last one is the state.
        Pattern row = Pattern.compile(
                "(?m)^ *\\d+: ([0-9A-F]{8}|[0-9A-F]{32}):" + String.format("%04X", port) + " [0-9A-F:]+ 0A ");
        for (String table : new String[] {"tcp6", "tcp"}) {
            Matcher found = row.matcher(ProcFile.text(network.resolve(table)));
            if (found.find()) {
                return address(found.group(1));
            }
        }
        return Optional.empty();
    }

    /** Parses an address. The kernel writes words of 32 bits, each in the byte order of this machine. */
    private static Optional<String> address(String digits) {
        ByteBuffer bytes = ByteBuffer.allocate(digits.length() / 2).order(ByteOrder.nativeOrder());
        for (int i = 0; i < digits.length(); i += WORD) {
            bytes.putInt(Integer.parseUnsignedInt(digits, i, i + WORD, 16));
        }
        try {
            String text = InetAddress.getByAddress(bytes.array()).getHostAddress();
            return Optional.of(text.contains(":") ? '[' + text + ']' : text);
        } catch (UnknownHostException e) {
            return Optional.empty(); // no address has this length
        }
    }
}
