package dev.tourniquet.localaws.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;

/**
 * The runtime API of Lambda on the loopback interface, for one process: hands out events one by one, and takes the answers.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
public final class RuntimeApi implements AutoCloseable {
    private static final String PREFIX = "/2018-06-01/runtime/";

    /**
     * What the runtime said.
     *
     * @param kind where it said it: {@code response}, {@code error}, {@code init/error}, or {@code next} where it asked for an event
     * @param since when the event was handed out, by {@link System#nanoTime}
     * @param took how long after that, or after the beginning
     */
    public record Answer(String kind, String body, long since, Duration took) {}

    private record Invocation(String event, CompletableFuture<Answer> answer) {}

    /** What is waited for, and since when. */
    private record Wait(CompletableFuture<Answer> answer, long since) {
        void end(String kind, String body) {
            answer.complete(new Answer(kind, body, since, Duration.ofNanos(System.nanoTime() - since)));
        }
    }

    private final HttpServer server;
    private final String functionArn;
    private final SynchronousQueue<Invocation> waiting = new SynchronousQueue<>();
    private final CompletableFuture<Answer> started = new CompletableFuture<>();
    private final Wait start = new Wait(started, System.nanoTime());
    private volatile Wait underWay = start;

    public RuntimeApi(String functionArn) throws IOException {
        this.functionArn = functionArn;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(PREFIX, this::handle);
        server.start();
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Done once the process asks for its first event, or says that it cannot start. */
    public CompletableFuture<Answer> started() {
        return started;
    }

    /** Hands out an event as soon as the process asks for one. Not before the answer to the last is there. */
    public CompletableFuture<Answer> invoke(String event) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                waiting.put(new Invocation(event, answer));
            } catch (InterruptedException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (path) {
            case "invocation/next" -> next(exchange);
            // A process that was told that it starts for a snapshot asks for this where the snapshot would be taken.
            case "restore/next" -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            }
            default -> {
                underWay.end(path.replaceFirst("^invocation/[^/]*/", ""), body);
                exchange.sendResponseHeaders(202, -1);
                exchange.close();
            }
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        start.end("next", "");
        Invocation invocation;
        try {
            invocation = waiting.take();
        } catch (InterruptedException e) {
            return;
        }
        underWay = new Wait(invocation.answer(), System.nanoTime());
        byte[] bytes = invocation.event().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders()
                .set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
        exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        exchange.getResponseHeaders()
                .set(
                        "Lambda-Runtime-Deadline-Ms",
                        Long.toString(Instant.now().plus(Duration.ofMinutes(2)).toEpochMilli()));
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
