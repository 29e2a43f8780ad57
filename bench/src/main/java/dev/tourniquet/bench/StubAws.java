package dev.tourniquet.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tourniquet.runtime.priming.Rehearsal.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;

/**
 * AWS on the loopback interface: answers each operation with what was recorded for it, after a time that is the same for all, and gives an
 * inline policy back as it was put. Its own work per call is a fraction of a millisecond, where an emulator's is several.
 */
final class StubAws implements AutoCloseable {
    private static final Set<String> CUTS =
            Set.of("ModifyNetworkInterfaceAttribute", "PutRolePolicy", "PutUserPolicy", "S3.PutPublicAccessBlock");

    private final Answers answers;
    private final Optional<Certificate> certificate;
    private final Duration latency;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> unexpected = new ArrayList<>();
    private HttpServer server;
    private int calls;
    private String policy = "";
    private final Set<Integer> ports = new HashSet<>();
    private long cut;

    /**
     * @param certificate none for plain HTTP
     * @param latency how long each answer waits, whatever else is under way
     */
    StubAws(List<Answer> recorded, Optional<Certificate> certificate, Duration latency) throws IOException {
        this.answers = new Answers(recorded);
        this.certificate = certificate;
        this.latency = latency;
        this.server = listen(0);
        reset();
    }

    /** By name, since the SDKs put the account or the bucket in front of it. */
    String address() {
        return (certificate.isPresent() ? "https" : "http") + "://localhost:"
                + server.getAddress().getPort();
    }

    /** For the next event: all answers are there again. */
    synchronized void reset() {
        answers.rewind();
        calls = 0;
        policy = "";
        cut = 0;
        unexpected.clear();
    }

    /** How many calls came since the last reset. */
    synchronized int calls() {
        return calls;
    }

    /** Over how many connections calls came since the beginning. */
    synchronized int connections() {
        return ports.size();
    }

    /** When the first call that contains came, by {@link System#nanoTime}. */
    synchronized long cut() {
        return cut;
    }

    /** Operations that came more often than recorded. */
    synchronized List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    /** Ends all connections, as the days between a snapshot and its use do. */
    void drop() throws IOException {
        int port = server.getAddress().getPort();
        server.stop(0);
        server = listen(port);
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer made = certificate.isPresent() ? secure(certificate.get()) : HttpServer.create();
        made.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        made.setExecutor(threads);
        made.createContext("/", this::handle);
        made.start();
        return made;
    }

    private static HttpServer secure(Certificate certificate) throws IOException {
        HttpsServer made = HttpsServer.create();
        made.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        return made;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestURI().toString().equals("/") && body.isEmpty()) {
            // The connection that a function opens before its snapshot.
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
        }
        Operation operation = Operation.of(exchange, body);
        Answer answer = answer(operation, exchange.getRemoteAddress().getPort());
        pause();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private synchronized Answer answer(Operation operation, int port) {
        calls++;
        ports.add(port);
        if (cut == 0 && CUTS.contains(operation.name())) {
            cut = System.nanoTime();
        }
        if (operation.parameters().containsKey("PolicyDocument")) {
            policy = operation.parameters().get("PolicyDocument");
        }
        Optional<Answer> answer = answers.take(operation);
        if (answer.isEmpty()) {
            unexpected.add(operation.name());
        }
        return answer.map(this::asPut).orElseGet(() -> new Answer(operation.name(), "", 400, "text/plain", ""));
    }

    private Answer asPut(Answer answer) {
        String document = "<PolicyDocument>"
                + URLEncoder.encode(policy, StandardCharsets.UTF_8).replace("+", "%20") + "</PolicyDocument>";
        return new Answer(
                answer.call(),
                answer.request(),
                answer.status(),
                answer.contentType(),
                policy.isEmpty()
                        ? answer.body()
                        : answer.body()
                                .replaceAll(
                                        "(?s)<PolicyDocument>.*?</PolicyDocument>",
                                        Matcher.quoteReplacement(document)));
    }

    private void pause() {
        try {
            Thread.sleep(latency);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
