package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.world.Ids;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** Makes the user of a finding and the key that it names. */
final class Users {
    private static final JsonNode PLAIN = Json.MAPPER.createObjectNode();

    private final IamClient iam;
    private final Ids ids;
    private final String exemptionTag;
    private final Map<String, String> idsByName = new HashMap<>();

    Users(IamClient iam, Ids ids, String exemptionTag) {
        this.iam = iam;
        this.ids = ids;
        this.exemptionTag = exemptionTag;
    }

    /** A key and its owner, and who has the owner's old name where he has another one now. */
    void mirror(Target.UserAccessKey key, Given given) {
        if (given.user().path("missing").asBoolean()
                || ids.local(key.accessKeyId()).isPresent()) {
            return;
        }
        String owner = given.key().path("owner").asText(key.userName());
        String id = user(owner, given.user());
        if (!owner.equals(key.userName())
                && Forms.USER_NAME.matcher(key.userName()).matches()) {
            user(key.userName(), PLAIN);
        }
        named(key.userId(), id, given);
        if (!given.key().path("missing").asBoolean()) {
            String local = key(owner);
            ids.put(key.accessKeyId(), local);
            if (given.user().path("keyInactive").asBoolean()) {
                iam.updateAccessKey(
                        request -> request.userName(owner).accessKeyId(local).status(StatusType.INACTIVE));
            }
        }
    }

    /** The user of a session; nothing where the finding does not say his id, and so not who he is. */
    void mirror(Target.UserSession session, Given given) {
        if (given.user().path("missing").asBoolean() || session.userId().isEmpty()) {
            return;
        }
        named(session.userId(), user(session.userName(), given.user()), given);
    }

    /** A user who was made anew under an old name has another id than the finding says. */
    private void named(String eventId, String local, Given given) {
        if (!eventId.isEmpty() && !given.user().path("recreated").asBoolean()) {
            ids.put(eventId, local);
        }
    }

    /** His id. */
    private String user(String name, JsonNode said) {
        return idsByName.computeIfAbsent(name, _ -> {
            User user = iam.createUser(request ->
                            request.userName(name).path(said.path("path").asText("/")))
                    .user();
            furnish(name, said);
            return user.userId();
        });
    }

    private void furnish(String name, JsonNode said) {
        Given.exemption(said)
                .ifPresent(value -> iam.tagUser(request -> request.userName(name)
                        .tags(Tag.builder().key(exemptionTag).value(value).build())));
        for (int left = said.path("keys").asInt(0); left > 0; left--) {
            key(name);
        }
        if (said.path("loginProfile").asBoolean()) {
            iam.createLoginProfile(request -> request.userName(name).password("not-a-secret-of-anybody"));
        }
        int characters = said.path("inlinePolicyCharacters").asInt(0);
        if (characters > 0) {
            iam.putUserPolicy(
                    request -> request.userName(name).policyName("work").policyDocument(Filler.policy(characters)));
        }
    }

    private String key(String name) {
        return iam.createAccessKey(request -> request.userName(name))
                .accessKey()
                .accessKeyId();
    }
}
