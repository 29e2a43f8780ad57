package dev.tourniquet.isolateinstance;

import static dev.tourniquet.isolateinstance.Results.outcome;
import static dev.tourniquet.isolateinstance.Results.reasons;
import static dev.tourniquet.isolateinstance.Results.releasedStep;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;

/** Roles that are not touched, are gone, or refuse. */
final class InstanceSessionRestraintTest extends WithProfile {
    @Test
    void touchesNoProtectedRoleAndSaysWhatAPersonDoes() {
        Function careful = new Function(world, Map.of("TOURNIQUET_PROTECTED", "we*"), wire);

        JsonNode result = careful.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(world.policiesOf("web")).isEmpty();
        assertThat(next(result))
                .contains("The session of the instance on role web is not revoked")
                .contains("web is protected by we*")
                .contains("Ask the owner");
        JsonNode released = releasedStep(careful.release(instance), STEP);
        assertThat(released.path("result").asText()).isEqualTo("ALREADY_SO");
    }

    @Test
    void touchesNoExemptRoleAndSaysSo() {
        world.iam.tagRole(request -> request.roleName("web")
                .tags(software.amazon.awssdk.services.iam.model.Tag.builder()
                        .key("tourniquet:exempt")
                        .value("true")
                        .build()));

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(world.policiesOf("web")).isEmpty();
        assertThat(next(result)).contains("is not revoked", "tourniquet:exempt");
    }

    @Test
    void touchesNoServiceLinkedRoleAndNoneOfItsOwn() {
        world.profile("/aws-service-role/elastic.amazonaws.com/", "AWSServiceRoleForElastic");
        world.profile("/", "tourniquet-isolate-instance-us-east-1");
        String linked = world.instance(network, app, "AWSServiceRoleForElastic");
        String own = world.instance(network, app, "tourniquet-isolate-instance-us-east-1");

        assertThat(next(function.finding(linked))).contains("is not revoked", "service-linked");
        assertThat(next(function.finding(own))).contains("is not revoked", "Tourniquet's own role");

        assertThat(wire.count("PutRolePolicy")).isZero();
    }

    /** Who takes the role out of the profile keeps what was issued. */
    @Test
    void saysThatTheSessionLivesOnWhereTheProfileHasNoRoleAnyMore() {
        emptyProfile();

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(next(result))
                .contains("is not revoked", "instance-profile/team/web/web has no role any more")
                .contains("CloudTrail", "session name " + instance, "revoke-sessions");
        assertThat(wire.count("PutRolePolicy")).isZero();
        JsonNode released = releasedStep(function.release(instance), STEP);
        assertThat(released.path("result").asText()).isEqualTo("ALREADY_SO");
    }

    @Test
    void saysThatTheSessionLivesOnWhereTheProfileIsGone() {
        removeProfile();

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(next(result))
                .contains("is not revoked", "instance-profile/team/web/web is gone, and what was issued");
    }

    @Test
    void touchesNoRoleOfAnotherProfileThatHasTheNameNow() {
        ofProfile("AIPAOFTHEPROFILEBEFORE");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(next(result)).contains("is not revoked", "is gone, and another has its name", "CloudTrail");
        assertThat(world.policiesOf("web")).isEmpty();
    }

    @Test
    void revokesOnceTheProfileHasItsRoleAgain() {
        emptyProfile();
        wire.deny("ModifyNetworkInterfaceAttribute");
        function.finding(instance);
        wire.allow("ModifyNetworkInterfaceAttribute");
        world.iam.addRoleToInstanceProfile(
                request -> request.instanceProfileName("web").roleName("web"));

        JsonNode result = function.finding(instance, "request-2");

        assertThat(outcome(result)).isEqualTo("CONTAINED");
        assertThat(next(result)).doesNotContain("is not revoked");
        assertThat(world.policiesOf("web")).containsOnlyKeys(policyName());
    }

    @Test
    void revokesOnTheRoleOnRecordWhereItLeavesTheProfileMeanwhile() {
        wire.refuse("PutRolePolicy", "AccessDenied");
        function.finding(instance);
        wire.allow("PutRolePolicy");
        emptyProfile();

        assertThat(outcome(function.finding(instance, "request-2"))).isEqualTo("CONTAINED");

        assertThat(world.policiesOf("web")).containsOnlyKeys(policyName());
    }

    @Test
    void countsASessionAsRevokedWhoseRoleIsDeletedMeanwhile() {
        wire.before("PutRolePolicy", () -> {
            removeProfile();
            world.iam.deleteRole(request -> request.roleName("web"));
        });

        assertThat(outcome(function.finding(instance))).isEqualTo("CONTAINED");
    }

    @Test
    void namesTheCallThatIsRefusedAndRevokesOnTheNextDelivery() {
        wire.refuse("PutRolePolicy", "AccessDenied");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("iam:PutRolePolicy on web: AccessDenied");
        assertThat(groupsOfFirst(instance)).doesNotContain(app);
        wire.allow("PutRolePolicy");
        assertThat(outcome(function.finding(instance, "request-2"))).isEqualTo("CONTAINED");
        assertThat(world.policiesOf("web")).containsOnlyKeys(policyName());
    }

    @Test
    void namesTheReadThatIsRefused() {
        wire.refuse("GetInstanceProfile", "AccessDenied");

        JsonNode result = function.finding(instance);

        assertThat(outcome(result)).isEqualTo("PARTIAL");
        assertThat(reasons(result)).contains("iam:GetInstanceProfile on arn:aws:iam::", "AccessDenied");
        assertThat(groupsOfFirst(instance)).doesNotContain(app);
    }

    private void emptyProfile() {
        world.iam.removeRoleFromInstanceProfile(
                request -> request.instanceProfileName("web").roleName("web"));
    }

    /** Shows the instance as one that was given the profile with this id. */
    private void ofProfile(String id) {
        wire.answer("DescribeInstances", response -> {
            DescribeInstancesResponse found = (DescribeInstancesResponse) response;
            return found.toBuilder()
                    .reservations(found.reservations().stream()
                            .map(each -> each.toBuilder()
                                    .instances(each.instances().stream()
                                            .map(one -> one.toBuilder()
                                                    .iamInstanceProfile(profile -> profile.id(id)
                                                            .arn(one.iamInstanceProfile()
                                                                    .arn()))
                                                    .build())
                                            .toList())
                                    .build())
                            .toList())
                    .build();
        });
    }
}
