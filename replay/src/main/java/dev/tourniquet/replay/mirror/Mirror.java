package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import dev.tourniquet.replay.input.Given;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.World;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** Puts what a finding names into a world. One mirror serves all events of a world: nothing is made twice. */
public final class Mirror {
    private final Instances instances;
    private final Roles roles;
    private final Users users;
    private final Buckets buckets;
    private final List<String> notes = new ArrayList<>();

    /** A mirror into {@code world}, in which the stack of {@code template} is deployed. */
    public Mirror(World world, Template template, InstantSource clock) {
        String exemptionTag = template.functions().stream()
                .map(function -> function.environment().getOrDefault("TOURNIQUET_EXEMPTION_TAG", ""))
                .filter(tag -> !tag.isEmpty())
                .findFirst()
                .orElse("tourniquet:exempt");
        this.roles = new Roles(world.clients().iam(), world.ids(), exemptionTag, clock);
        this.users = new Users(world.clients().iam(), world.ids(), exemptionTag);
        this.instances = new Instances(world.clients(), world.ids(), template.region(), roles, exemptionTag);
        this.buckets = new Buckets(world, template.account(), template.region(), exemptionTag);
    }

    /** What could not be mirrored, and why. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Mirrors what {@code finding} names. What a sample names does not exist, and stays so. */
    public void add(Finding finding, JsonNode event, Given given) {
        if (finding.sample()) {
            notes.add("a sample finding: what it names does not exist");
            return;
        }
        finding.targets().forEach(target -> principal(target, given));
        JsonNode resource = event.path("detail").path("resource");
        JsonNode details = resource.path("instanceDetails");
        for (String id : instanceIds(finding, details)) {
            attempt("instance " + id, () -> instances.mirror(id, details(event, id), given));
        }
        for (JsonNode bucket : resource.path("s3BucketDetails")) {
            attempt("bucket " + bucket.path("name").asText(""), () -> buckets.mirror(bucket, given));
        }
        JsonNode classified = event.path("detail").path("resourcesAffected").path("s3Bucket");
        attempt("bucket " + classified.path("name").asText(""), () -> buckets.mirror(classified, given));
        finding.targets().forEach(target -> afterwards(target, given));
        attempt("account", () -> buckets.mirrorAccount(details.path("-"), given));
    }

    private void principal(Target target, Given given) {
        switch (target) {
            case Target.RoleSession session ->
                attempt("role " + session.roleName(), () -> roles.mirror(session, given));
            case Target.UserAccessKey key -> attempt("user " + key.userName(), () -> users.mirror(key, given));
            case Target.UserSession session ->
                attempt("user " + session.userName(), () -> users.mirror(session, given));
            case Target.Instance _,
                    Target.OtherPrincipal _,
                    Target.Bucket _,
                    Target.AccountPublicAccess _,
                    Target.Unsupported _ -> {
                // Is no principal of this account.
            }
        }
    }

    /** What needs the instances, or what only the targets name. */
    private void afterwards(Target target, Given given) {
        switch (target) {
            case Target.RoleSession session ->
                attempt("revocation of " + session.sessionName(), () -> roles.revoke(session, given));
            case Target.Bucket bucket ->
                attempt("bucket " + bucket.name(), () -> buckets.mirror(named(bucket.name()), given));
            case Target.UserAccessKey _,
                    Target.UserSession _,
                    Target.Instance _,
                    Target.OtherPrincipal _,
                    Target.AccountPublicAccess _,
                    Target.Unsupported _ -> {
                // Is complete.
            }
        }
    }

    private static JsonNode named(String bucket) {
        return Json.MAPPER.createObjectNode().put("name", bucket);
    }

    /** What the finding tells of the instance, in the form of {@code instanceDetails}. */
    private static JsonNode details(JsonNode event, String id) {
        JsonNode details = event.path("detail").path("resource").path("instanceDetails");
        if (details.path("instanceId").asText("").equals(id)) {
            return details;
        }
        return event.path("detail")
                .path("service")
                .path("detection")
                .path("sequence")
                .path("resources")
                .valueStream()
                .filter(resource -> resource.path("uid").asText("").endsWith(id))
                .findFirst()
                .<JsonNode>map(Mirror::details)
                .orElseGet(Json.MAPPER::createObjectNode);
    }

    /** Sequences write the profile in another case, and network interfaces as resources of their own. */
    private static JsonNode details(JsonNode resource) {
        ObjectNode details = Json.MAPPER.createObjectNode();
        details.set(
                "iamInstanceProfile", resource.path("data").path("ec2Instance").path("IamInstanceProfile"));
        details.set("tags", resource.path("tags"));
        return details;
    }

    /** The instance of the finding, and that whose session it names. */
    private static Set<String> instanceIds(Finding finding, JsonNode details) {
        Set<String> found = new LinkedHashSet<>();
        found.add(details.path("instanceId").asText(""));
        for (Target target : finding.targets()) {
            switch (target) {
                case Target.Instance instance -> found.add(instance.instanceId());
                case Target.RoleSession session -> found.add(session.sessionName());
                case Target.UserAccessKey _,
                        Target.UserSession _,
                        Target.OtherPrincipal _,
                        Target.Bucket _,
                        Target.AccountPublicAccess _,
                        Target.Unsupported _ -> {
                    // Has nothing to do with an instance.
                }
            }
        }
        found.removeIf(id -> !Forms.INSTANCE.matcher(id).matches());
        return found;
    }

    /** A finding may name things that cannot be: the rest of it is mirrored all the same. */
    private void attempt(String what, Runnable make) {
        try {
            make.run();
        } catch (SdkException | IllegalArgumentException e) { // The SDK refuses some names itself.
            notes.add(what + " could not be mirrored: " + e.getMessage());
        }
    }
}
