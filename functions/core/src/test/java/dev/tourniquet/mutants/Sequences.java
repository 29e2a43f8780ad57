package dev.tourniquet.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Attack sequences, for {@link Named} and {@link Objections}. */
final class Sequences {
    static final String PLACE = "/detail/service/detection/sequence";

    private Sequences() {}

    static void names(JsonNode sequence, Set<String> named) {
        for (JsonNode actor : list(sequence, "actors")) {
            JsonNode user = actor.path("user");
            if (own(user.at("/account/uid"))) {
                Named.credential(
                        user.path("type"), user.path("name"), user.path("uid"), user.path("credentialUid"), named);
            }
        }
        for (JsonNode resource : list(sequence, "resources")) {
            String uid = resource.path("uid").asText();
            String end = uid.substring(Math.max(uid.lastIndexOf('/'), uid.lastIndexOf(':')) + 1);
            boolean foreignArn =
                    uid.matches("arn:[^:]*:[^:]*:[^:]*:[^:]+:.*") && !uid.split(":", -1)[4].equals(Answer.ACCOUNT);
            if (own(resource.path("accountId")) && !foreignArn) {
                switch (resource.path("resourceType").asText()) {
                    case "EC2_INSTANCE" -> Named.instance(end, named);
                    case "S3_BUCKET" -> Named.bucket(TextNode.valueOf(end), named);
                    case "ACCESS_KEY" -> key(resource, named);
                    default -> {}
                }
            }
        }
    }

    private static void key(JsonNode resource, Set<String> named) {
        JsonNode key = resource.at("/data/accessKey");
        Named.credential(
                key.path("userType"), key.path("userName"), key.path("principalId"), resource.path("uid"), named);
    }

    /** Why a person has to look, or nothing. */
    static Optional<String> doubt(JsonNode sequence) {
        if (list(sequence, "actors").size() > 1) {
            return Optional.of("several actors");
        }
        if (list(sequence, "resources").size() > 50) {
            return Optional.of("many resources");
        }
        Set<String> principals = new HashSet<>();
        for (JsonNode resource : list(sequence, "resources")) {
            JsonNode key = resource.at("/data/accessKey");
            if (resource.path("resourceType").asText().equals("ACCESS_KEY") && own(resource.path("accountId"))) {
                principals.add(
                        key.path("principalId").asText().isEmpty()
                                ? resource.path("uid").asText()
                                : key.path("principalId").asText());
            }
        }
        return principals.size() > 1 && list(sequence, "actors").isEmpty()
                ? Optional.of("several keys")
                : Optional.empty();
    }

    /** Not stated is own; whatever cannot be read is not. */
    private static boolean own(JsonNode account) {
        return account.isMissingNode()
                || account.isNull()
                || account.toString().equals("\"\"")
                || account.asText().equals(Answer.ACCOUNT);
    }

    private static JsonNode list(JsonNode sequence, String name) {
        JsonNode list = sequence.path(name);
        return list.isArray() ? list : MissingNode.getInstance();
    }
}
