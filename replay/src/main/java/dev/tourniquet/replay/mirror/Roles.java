package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.finding.Target;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.world.Ids;
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
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private final IamClient iam;
    private final Ids ids;
    private final String exemptionTag;

    Roles(IamClient iam, Ids ids, String exemptionTag) {
        this.iam = iam;
        this.ids = ids;
        this.exemptionTag = exemptionTag;
    }

    /** The role of a session; where the responder's own role has that name, it is the one. */
    void mirror(Target.RoleSession session, Given given) {
        JsonNode said = given.role();
        if (said.path("missing").asBoolean() || ids.local(session.roleId()).isPresent()) {
            return;
        }
        String local = role(session.roleName(), said.path("path").asText("/"));
        if (said.path("exempt").asBoolean()) {
            iam.tagRole(request -> request.roleName(session.roleName())
                    .tags(Tag.builder().key(exemptionTag).value("true").build()));
        }
        // A role that was made anew under an old name has another id than the finding says.
        if (!said.path("recreated").asBoolean()
                && Forms.ROLE.matcher(session.roleId()).matches()) {
            ids.put(session.roleId(), local);
        }
    }

    /** The instance profile of a finding, with a role of its name; its name. */
    Optional<String> profile(JsonNode details) {
        Matcher arn = PROFILE_ARN.matcher(details.path("arn").asText(""));
        if (!arn.matches()) {
            return Optional.empty();
        }
        String name = arn.group(2);
        try {
            iam.getInstanceProfile(request -> request.instanceProfileName(name));
        } catch (NoSuchEntityException e) {
            iam.createInstanceProfile(
                    request -> request.instanceProfileName(name).path(arn.group(1)));
            role(name, "/");
            iam.addRoleToInstanceProfile(
                    request -> request.instanceProfileName(name).roleName(name));
        }
        return Optional.of(name);
    }

    private String role(String name, String path) {
        try {
            return iam.createRole(request -> request.roleName(name).path(path).assumeRolePolicyDocument(TRUST))
                    .role()
                    .roleId();
        } catch (EntityAlreadyExistsException e) {
            return iam.getRole(request -> request.roleName(name)).role().roleId();
        }
    }
}
