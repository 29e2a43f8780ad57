package dev.tourniquet.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Slack, and Security Hub, which the emulator does not know: a server on this machine that answers as told. */
final class Stub implements AutoCloseable {
    record Seen(String method, String path, String contentType, String body) {}

    record Answer(int status, String body) {}

    final List<Seen> seen = new ArrayList<>();
    final Deque<Answer> slack = new ArrayDeque<>();
    final Deque<Answer> updates = new ArrayDeque<>();
    String findings = "{\"Findings\":[]}";
    private final HttpServer server;

    Stub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    void reset() {
        seen.clear();
        slack.clear();
        updates.clear();
        findings = "{\"Findings\":[]}";
    }

    List<Seen> seen(String path) {
        return seen.stream().filter(each -> each.path().startsWith(path)).toList();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            seen.add(new Seen(exchange.getRequestMethod(), path, type == null ? "" : type, body));
            Answer answer = switch (path) {
                case "/findings" -> new Answer(200, findings);
                case "/findings/batchupdate" ->
                    updates.isEmpty()
                            ? new Answer(200, "{\"ProcessedFindings\":[],\"UnprocessedFindings\":[]}")
                            : updates.pop();
                default -> slack.isEmpty() ? new Answer(200, "ok") : slack.pop();
            };
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Leads what is meant for Slack, and the calls of Security Hub, to this server. */
    SdkHttpClient over(SdkHttpClient real) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest asked) {
                return real.prepareRequest(HttpExecuteRequest.builder()
                        .request(led(asked.httpRequest()))
                        .contentStreamProvider(asked.contentStreamProvider().orElse(null))
                        .build());
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    private SdkHttpRequest led(SdkHttpRequest request) {
        boolean here = request.host().startsWith("hooks.slack")
                || request.encodedPath().startsWith("/findings");
        return here
                ? request.toBuilder()
                        .protocol("http")
                        .host(server.getAddress().getAddress().getHostAddress())
                        .port(server.getAddress().getPort())
                        .build()
                : request;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
