// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import java.util.List;
import java.util.regex.Pattern;
import org.microhttp.Header;
import org.microhttp.Request;

/**
 * Whether a request was meant for this endpoint. A foreign site can make its own name point at 127.0.0.1 and so let a browser read
 * what listens there; its name then stands in Host. It cannot do that with an address.
 */
final class HostCheck {
    private static final Pattern PORT = Pattern.compile("(:\\d{0,5})?");
    private static final Pattern V4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]{2,45}(%\\w+)?");

    private final String host;

    /** @param host the value of the option {@code host}; it is compared, never resolved */
    HostCheck(String host) {
        this.host = host;
    }

    boolean allows(Request request) {
        List<String> hosts = request.headers().stream()
                .filter(h -> h.name().trim().equalsIgnoreCase("Host"))
                .map(Header::value)
                .map(String::trim)
                .toList();
        if (hosts.isEmpty()) {
            return request.version().equals("HTTP/1.0"); // which has no Host; no browser speaks it
        }
        return hosts.size() == 1 && allows(hosts.get(0));
    }

    boolean allows(String value) {
        if (V6.matcher(value).matches()) {
            return true;
        }
        int end = value.startsWith("[") ? value.indexOf(']') + 1 : colon(value);
        if (end <= 0 || !PORT.matcher(value.substring(end)).matches()) {
            return false;
        }
        String name = value.substring(0, end);
        if (name.startsWith("[")) {
            String inner = name.substring(1, name.length() - 1);
            return V6.matcher(inner).matches() || isOurs(inner);
        }
        return V4.matcher(name).matches() || isOurs(name);
    }

    private boolean isOurs(String name) {
        return name.equalsIgnoreCase("localhost") || name.equalsIgnoreCase(host);
    }

    private static int colon(String value) {
        int colon = value.indexOf(':');
        return colon < 0 ? value.length() : colon;
    }
}
