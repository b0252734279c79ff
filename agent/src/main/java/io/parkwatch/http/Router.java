// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.microhttp.Handler;
import org.microhttp.Request;
import org.microhttp.Response;

/** Checks a request and routes it to its page. Every failure becomes an answer of one line. */
final class Router {
    private static final String PATHS = "there are / (a page for people), /report (JSON) and /metrics (Prometheus)";

    private final HostCheck hosts;
    private final Pages pages;
    private final boolean all;

    /** @param all whether stacks and thread names may be shown */
    Router(HostCheck hosts, Pages pages, boolean all) {
        this.hosts = hosts;
        this.pages = pages;
        this.all = all;
    }

    Handler within(Connections connections) {
        return new Within(this, connections);
    }

    /**
     * The handler of one loop. It is a class, as elsewhere on the path of a start, since a lambda that captures two
     * objects makes the JDK spin one more lambda form.
     */
    private record Within(Router router, Connections connections) implements Handler {
        @Override
        public void handle(Request request, Consumer<Response> reply) {
            router.handle(request, reply, connections);
        }
    }

    private void handle(Request request, Consumer<Response> reply, Connections connections) {
        Answer answer;
        try {
            answer = connections.busy()
                    ? Answer.line(503, "too many answers wait to be read; ask again")
                    : answer(request);
        } catch (Throwable t) { // an exception that escapes would end the answering thread
            answer = Answer.line(500, "Parkwatch failed: " + t);
        }
        reply.accept(answer.response(request.method().equals("HEAD")));
    }

    Answer answer(Request request) {
        if (!request.version().startsWith("HTTP/1.")) {
            return Answer.line(400, "this is not HTTP/1.1");
        }
        if (!hosts.allows(request)) {
            return Answer.line(
                    403,
                    "this Host is not answered, lest a page of another site read this one in your browser; "
                            + "use the IP address, localhost, or a name that the option host or hosts gives");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Answer.line(405, "only GET and HEAD are answered").with("Allow", "GET, HEAD");
        }
        String path = path(request.uri());
        return switch (path) {
            case "/metrics" -> pages.metrics(request.header("Accept"));
            case "/", "/report" -> all ? page(path, request.header("Accept")) : hidden(path);
            default -> Answer.line(404, "nothing is here; " + PATHS);
        };
    }

    private Answer page(String path, @Nullable String accept) {
        return path.equals("/") ? pages.people(accept) : pages.report();
    }

    private static Answer hidden(String path) {
        return Answer.line(
                403,
                path + " may hold users' data (stacks, thread names) and is shown on loopback only; "
                        + "the option expose=all shows it here too");
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
