package dev.tourniquet.bench;

import com.sun.net.httpserver.HttpExchange;
import dev.tourniquet.runtime.priming.Label;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Which operation a request is, whichever SDK made it.
 *
 * @param name {@code DescribeInstances}; with its service where others have one of that name: {@code S3Control.GetPublicAccessBlock}
 * @param parameters those of the query protocol
 * @param request what tells requests of one operation apart in a recording, see {@link Label}; boto3 writes the same requests otherwise
 */
record Operation(String name, Map<String, String> parameters, String request) {
    private static final String OF_ACCOUNTS = "/v20180820/";

    private static final Map<String, String> OF_BUCKETS = Map.of(
            "tagging",
            "BucketTagging",
            "policy",
            "BucketPolicy",
            "acl",
            "BucketAcl",
            "publicAccessBlock",
            "PublicAccessBlock");

    static Operation of(HttpExchange exchange, String body) {
        String request = request(exchange, body);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            return new Operation(target.substring(target.lastIndexOf('.') + 1), Map.of(), request);
        }
        Map<String, String> parameters = form(body);
        String action = parameters.get("Action");
        return new Operation(action != null ? action : ofBuckets(exchange), parameters, request);
    }

    /** Whether it is what a recording calls {@code Ec2.DescribeInstances}. */
    boolean is(String call) {
        return call.equals(name) || call.endsWith("." + name);
    }

    private static String request(HttpExchange exchange, String body) {
        return Label.request(HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.fromValue(exchange.getRequestMethod()))
                        .uri(URI.create("http://localhost" + exchange.getRequestURI()))
                        .build())
                .contentStreamProvider(ContentStreamProvider.fromUtf8String(body))
                .build());
    }

    private static String ofBuckets(HttpExchange exchange) {
        String method = exchange.getRequestMethod().toLowerCase(Locale.ROOT);
        String verb = method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
        String uri = exchange.getRequestURI().toString();
        return OF_BUCKETS.entrySet().stream()
                .filter(part -> uri.matches(".*[?/]" + part.getKey() + "(=.*)?"))
                .map(part -> (uri.startsWith(OF_ACCOUNTS) ? "S3Control." : "S3.") + verb + part.getValue())
                .findFirst()
                .orElse(method + " " + uri);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
