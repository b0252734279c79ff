// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import java.util.ArrayList;
import java.util.List;
import org.microhttp.Header;

/**
 * Decides whether a request was meant for this endpoint. A foreign site can let its own name resolve to 127.0.0.1, and
 * so make a browser read a local endpoint. The Host header then has the site's name. It cannot do that with an address.
 */
final class HostCheck {
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";

    private final List<String> names;

    /** Takes the values of two options. Names are compared, never resolved. */
    HostCheck(String host, List<String> hosts) {
        names = new ArrayList<>(hosts);
        names.add(host);
        names.add("localhost");
    }

    /** Reports whether a request has one Host, which is ours. */
    boolean allows(String version, List<Header> headers) {
        String host = null;
        for (Header header : headers) {
            if (header.name().trim().equalsIgnoreCase("Host")) {
                if (host != null) {
                    return false;
                }
                host = header.value().trim();
            }
        }
        return host == null ? version.equals("HTTP/1.0") : allows(host); // 1.0 has none, and no browser uses it
    }

    boolean allows(String value) {
        if (isV6(value)) {
            return true;
        }
        int end = value.startsWith("[") ? value.indexOf(']') + 1 : colon(value);
        if (end <= 0 || !isPort(value.substring(end))) {
            return false;
        }
        String name = value.substring(0, end);
        if (name.startsWith("[")) {
            String inner = name.substring(1, name.length() - 1);
            return isV6(inner) || isOurs(inner);
        }
        return isV4(name) || isOurs(name);
    }

    private boolean isOurs(String name) {
        for (String ours : names) {
            if (ours.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || (text.length() <= 6 && text.charAt(0) == ':' && consistsOf(text.substring(1), DIGITS));
    }

    private static boolean isV4(String text) {
        String[] parts = text.split("\\.", -1);
        boolean is = parts.length == 4;
        for (String part : parts) {
            is &= !part.isEmpty()
                    && part.length() <= 3
                    && consistsOf(part, DIGITS)
                    && Integer.parseInt(part) <= 255
                    && (part.length() < 3 || part.charAt(0) != '0');
        }
        return is;
    }

    /** Reports whether the text looks like an IPv6 address: its characters, at least two colons, possibly a zone. */
    private static boolean isV6(String text) {
        int percent = text.indexOf('%');
        String address = percent < 0 ? text : text.substring(0, percent);
        String zone = percent < 0 ? "0" : text.substring(percent + 1);
        return address.indexOf(':') != address.lastIndexOf(':')
                && address.length() <= 45
                && consistsOf(address, DIGITS + "abcdefABCDEF:.")
                && !zone.isEmpty()
                && consistsOf(zone, DIGITS + LETTERS);
    }

    private static boolean consistsOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int colon(String value) {
        int colon = value.indexOf(':');
        return colon < 0 ? value.length() : colon;
    }
}
