// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import java.io.IOException;
import java.util.Objects;
import org.microhttp.EventLoop;
import org.microhttp.Request;
import org.microhttp.Response;

/**
 * Checks a request and routes it to its page: {@code all}, or only metrics and the probe. A failure becomes an answer
 * of one line.
 */
record Router(HostCheck hosts, Pages pages, boolean all) implements EventLoop.Answers {
    private static final String PATHS =
            "there are / (a page for people), /report (JSON), /report.txt (text), /history and /threads (JSON for the page), "
                    + "/metrics (Prometheus) and /livez (a probe)";

    /** Never fails but for what it is asked: whoever asks restarts the program then. */
    private static final String LIVEZ = "/livez";

    @Override
    public Response answer(Request request, EventLoop loop) {
        String version = Objects.requireNonNull(request.header(":version"));
        int query = request.uri().indexOf('?');
        String path = query < 0 ? request.uri() : request.uri().substring(0, query);
        boolean isProbe = path.equals(LIVEZ);
        Answer answer;
        try {
            answer = loop.busy() && !isProbe
                    ? Answer.line(503, "too many answers wait to be read; ask again")
                    : answer(request, version, path);
        } catch (Throwable t) {
            answer = isProbe ? Pages.alive() : Answer.line(500, "Parkwatch failed: " + t);
        }
        return answer.response(
                version.equalsIgnoreCase("HTTP/1.0") ? "HTTP/1.0" : "HTTP/1.1",
                request.method().equals("HEAD"));
    }

    private Answer answer(Request request, String version, String path) throws IOException {
        if (!version.startsWith("HTTP/1.")) {
            return Answer.line(400, "this is not HTTP/1.1");
        }
        if (!hosts.allows(version, request.headers())) {
            return Answer.line(
                    403,
                    "this Host is not answered, lest a page of another site read this one in your browser; "
                            + "use the IP address, localhost, or a name that the option host or hosts gives");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Answer.line(405, "only GET and HEAD are answered").with("Allow", "GET, HEAD");
        }
        Asked asked = Asked.by(request);
        return switch (path) {
            case "/metrics" -> pages.metrics(asked);
            case LIVEZ -> pages.livez(all);
            case "/" -> all ? pages.people(asked) : hidden(path);
            case "/report.txt" -> all ? pages.text(asked) : hidden(path);
            case "/report" -> all ? pages.report(asked) : hidden(path);
            case "/history" -> all ? pages.history(asked) : hidden(path);
            case "/threads" -> all ? pages.threads(query(request.uri())) : hidden(path);
            default -> Answer.line(404, "nothing is here; " + PATHS);
        };
    }

    /** Returns what follows the question mark; empty if there is none. */
    private static String query(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? "" : uri.substring(query + 1);
    }

    private static Answer hidden(String path) {
        return Answer.line(
                403,
                path + " may hold users' data (stacks, thread names) and is shown on loopback only; "
                        + "the option expose=all shows it here too");
    }
}
