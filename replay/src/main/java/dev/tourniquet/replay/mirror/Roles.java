package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.world.Ids;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;

/** Makes the role of a session and the instance profile of an instance. */
final class Roles {
    private static final Pattern PROFILE_ARN =
            Pattern.compile("arn:[a-z-]+:iam::\\d{12}:instance-profile(/(?:[^/]{1,128}/)*)([\\w+=,.@-]{1,128})");
    private static final String EC2 = "ec2.amazonaws.com";

    private final IamClient iam;
    private final Ids ids;
    private final String exemptionTag;
    private final InstantSource clock;

    Roles(IamClient iam, Ids ids, String exemptionTag, InstantSource clock) {
        this.iam = iam;
        this.ids = ids;
        this.exemptionTag = exemptionTag;
        this.clock = clock;
    }

    /** The role of a session; where the responder's own role has that name, it is the one. */
    void mirror(Target.RoleSession session, Given given) {
        JsonNode said = given.role();
        if (said.path("missing").asBoolean() || ids.local(session.roleId()).isPresent()) {
            return;
        }
        String local = role(session.roleName(), said);
        // A role that was made anew under an old name has another id than the finding says.
        if (!said.path("recreated").asBoolean()
                && Forms.ROLE.matcher(session.roleId()).matches()) {
            ids.put(session.roleId(), local);
        }
    }

    /** What a function in another Region did about the session; once its instance has a local id. */
    void revoke(Target.RoleSession session, Given given) {
        JsonNode ago = given.role().path("revoked");
        if (ago.isTextual()) {
            String role = session.roleName();
            String id = iam.getRole(request -> request.roleName(role)).role().roleId();
            String name = ids.toLocal().apply(session.sessionName());
            new RolePolicies(iam, role, id, clock).revocation(name, Duration.parse(ago.asText()));
        }
    }

    /** The instance profile of a finding, with a role of its name; its name. */
    Optional<String> profile(JsonNode details, Given given) {
        Matcher arn = PROFILE_ARN.matcher(details.path("arn").asText(""));
        if (!arn.matches()) {
            return Optional.empty();
        }
        String name = arn.group(2);
        try {
            iam.getInstanceProfile(request -> request.instanceProfileName(name));
        } catch (NoSuchEntityException e) {
            role(name, given.role());
            profile(name, arn.group(1), name);
        }
        return Optional.of(name);
    }

    private void profile(String name, String path, String role) {
        iam.createInstanceProfile(request -> request.instanceProfileName(name).path(path));
        iam.addRoleToInstanceProfile(
                request -> request.instanceProfileName(name).roleName(role));
    }

    /** A role that is there already stays as it is: a finding may name one twice. */
    private String role(String name, JsonNode said) {
        String path = said.path("path").asText("/");
        String trust = trust(said.path("trust").asText(EC2));
        try {
            String id = iam.createRole(
                            request -> request.roleName(name).path(path).assumeRolePolicyDocument(trust))
                    .role()
                    .roleId();
            furnish(name, id, said);
            return id;
        } catch (EntityAlreadyExistsException e) {
            return iam.getRole(request -> request.roleName(name)).role().roleId();
        }
    }

    private void furnish(String name, String id, JsonNode said) {
        Given.exemption(said)
                .ifPresent(value -> iam.tagRole(request -> request.roleName(name)
                        .tags(Tag.builder().key(exemptionTag).value(value).build())));
        new RolePolicies(iam, name, id, clock).add(said);
        for (int number = 1; number <= said.path("instanceProfiles").asInt(0); number++) {
            profile(name + "-" + number, "/", name);
        }
    }

    /** A service has a domain name; anything else is a principal of an account. */
    private static String trust(String principal) {
        ObjectNode policy = Json.MAPPER.createObjectNode().put("Version", "2012-10-17");
        ObjectNode statement = policy.putArray("Statement").addObject();
        statement.put("Effect", "Allow").put("Action", "sts:AssumeRole");
        statement.putObject("Principal").put(principal.endsWith(".amazonaws.com") ? "Service" : "AWS", principal);
        return Json.write(policy);
    }
}
