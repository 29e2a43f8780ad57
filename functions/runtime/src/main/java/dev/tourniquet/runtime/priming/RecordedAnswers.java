package dev.tourniquet.runtime.priming;

import dev.tourniquet.runtime.priming.Rehearsal.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Answers from a recording and reaches no network. A request gets the first answer that is left to the same request, or else the first
 * that is left to the same operation: calls that go side by side come in any order.
 */
final class RecordedAnswers implements SdkHttpClient {
    private final List<Answer> all;
    private final List<Answer> left;
    private final Set<String> missed = new TreeSet<>();

    RecordedAnswers(List<Answer> all) {
        this.all = all;
        this.left = new ArrayList<>(all);
    }

    /** Has all answers to give again. */
    synchronized void rewind() {
        left.clear();
        left.addAll(all);
        missed.clear();
    }

    /** Operations that were called more often than the recording knows. */
    synchronized Set<String> missed() {
        return Set.copyOf(missed);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return response(take(Label.call(request), Label.request(request)));
            }

            @Override
            public void abort() {
                // Nothing is under way.
            }
        };
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private synchronized Answer take(String call, String request) throws IOException {
        List<Answer> ofCall =
                left.stream().filter(answer -> answer.call().equals(call)).toList();
        Optional<Answer> same = ofCall.stream()
                .filter(answer -> answer.request().equals(request))
                .findFirst();
        Optional<Answer> answer = same.or(() -> ofCall.stream().findFirst());
        if (answer.isEmpty()) {
            missed.add(call);
            throw new IOException("no answer is left to " + call);
        }
        left.remove(answer.get());
        return answer.get();
    }

    private static HttpExecuteResponse response(Answer answer) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(answer.status())
                        .putHeader("Content-Type", answer.contentType())
                        .putHeader("Content-Length", String.valueOf(body.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }
}
