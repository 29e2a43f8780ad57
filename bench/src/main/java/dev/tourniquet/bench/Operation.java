package dev.tourniquet.bench;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which operation a request is, whichever SDK made it.
 *
 * @param name without its service: {@code DescribeInstances}
 * @param parameters those of the query protocol
 */
record Operation(String name, Map<String, String> parameters) {
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
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            return new Operation(target.substring(target.lastIndexOf('.') + 1), Map.of());
        }
        Map<String, String> parameters = form(body);
        String action = parameters.get("Action");
        return new Operation(action != null ? action : ofBuckets(exchange), parameters);
    }

    private static String ofBuckets(HttpExchange exchange) {
        String method = exchange.getRequestMethod().toLowerCase(Locale.ROOT);
        String verb = method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
        String uri = exchange.getRequestURI().toString();
        return OF_BUCKETS.entrySet().stream()
                .filter(part -> uri.matches(".*[?/]" + part.getKey() + "(=.*)?"))
                .map(part -> verb + part.getValue())
                .findFirst()
                .orElse(method + " " + uri);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : body.split("&")) {
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
