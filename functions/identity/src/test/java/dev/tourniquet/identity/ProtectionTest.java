package dev.tourniquet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.finding.Target.RoleSession;
import dev.tourniquet.plan.Planning.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Role;

final class ProtectionTest {
    private final Protection protection = new Protection(
            List.of("cdk-*", "arn:aws:iam::*:role/ops/break-glass*", "arn:aws-cn:iam::*:role/*-admin", "exact.name+1"),
            "us-east-1");

    @Test
    void leavesOrdinaryRolesToBeRevoked() {
        assertThat(protection.refusal(role("/", "web"), session("web"))).isEmpty();
        assertThat(protection.refusal(role("/team/cdk-like/", "api"), session("api")))
                .isEmpty();
    }

    @Test
    void refusesServiceLinkedRolesByTheirPath() {
        Refused refused = refused("/aws-service-role/autoscaling.amazonaws.com/", "AWSServiceRoleForAutoScaling");

        assertThat(refused.reason()).contains("service-linked");
        assertThat(refused.nextSteps()).anyMatch(step -> step.contains("service control policy"));
    }

    @Test
    void refusesTheRolesOfIdentityCenterByTheirPath() {
        Refused refused =
                refused("/aws-reserved/sso.amazonaws.com/eu-west-1/", "AWSReservedSSO_Admin_0123456789abcdef");

        assertThat(refused.reason()).contains("IAM Identity Center");
        assertThat(refused.nextSteps())
                .anyMatch(step -> step.contains("Disable the user behind the session alice"))
                .anyMatch(step -> step.contains("permission set"));
        assertThat(refused("/aws-reserved/other/", "Anything").reason()).contains("IAM Identity Center");
        assertThat(protection.refusal(role("/", "AWSReservedSSO_Admin_0123456789abcdef"), session("any")))
                .as("anybody may choose the name")
                .isEmpty();
    }

    @Test
    void refusesItsOwnRolesAndAsksToLookBeforeAFunctionIsStopped() {
        for (String holder : List.of("revoke-sessions", "republish-outcomes", "prune-revocations-schedule")) {
            Refused refused = refused("/", "tourniquet-" + holder + "-us-east-1");

            assertThat(refused.reason()).contains("Tourniquet's own role");
            assertThat(refused.nextSteps()).anyMatch(step -> step.startsWith("First look whether"));
            assertThat(refused.nextSteps())
                    .filteredOn(step -> step.contains("concurrency"))
                    .singleElement()
                    .asString()
                    .startsWith("Only if it has");
        }
    }

    @Test
    void givesNoAdviceToStopAFunctionForARoleThatOnlyLooksLikeItsOwn() {
        for (String name : List.of(
                "tourniquet-evil",
                "tourniquet-revoke-sessions",
                "tourniquet-revoke-sessions-us-east-2",
                "tourniquet-revoke-sessions-us-east-10")) {
            onlyLooksLikeItsOwn(refused("/", name));
        }
        onlyLooksLikeItsOwn(refused("/team/", "tourniquet-revoke-sessions-us-east-1"));
    }

    private static void onlyLooksLikeItsOwn(Refused refused) {
        assertThat(refused.reason()).contains("none of its roles");
        assertThat(refused.nextSteps())
                .anyMatch(step -> step.contains("by hand"))
                .noneMatch(step -> step.contains("concurrency"));
    }

    @Test
    void refusesConfiguredRolesByNameAndByArn() {
        assertThat(refused("/", "cdk-hnb659fds-deploy-role-123456789012-us-east-1")
                        .reason())
                .contains("cdk-*", "the name proves nothing");
        assertThat(refused("/ops/", "break-glass-2").reason()).contains("break-glass");
        assertThat(refused("/", "exact.name+1").reason()).endsWith("is protected by exact.name+1");
    }

    @Test
    void takesPatternsAsIamDoes() {
        assertThat(protection.refusal(role("/", "CDK-deploy"), session("CDK-deploy")))
                .as("case matters")
                .isEmpty();
        assertThat(protection.refusal(role("/", "my-cdk-role"), session("my-cdk-role")))
                .as("a pattern covers the whole name")
                .isEmpty();
        assertThat(protection.refusal(role("/", "exactXname+1"), session("exactXname+1")))
                .as("only * is special")
                .isEmpty();
        assertThat(protection.refusal(role("/", "break-glass"), session("break-glass")))
                .as("another path is another role")
                .isEmpty();
    }

    @Test
    void coversARoleWhicheverSessionItIsAbout() {
        assertThat(protection.covers(role("/aws-reserved/other/", "Anything"))).isTrue();
        assertThat(protection.covers(role("/", "cdk-deploy"))).isTrue();
        assertThat(protection.covers(role("/", "web"))).isFalse();
    }

    private Refused refused(String path, String name) {
        return protection.refusal(role(path, name), session(name)).orElseThrow();
    }

    private static Role role(String path, String name) {
        return Role.builder()
                .path(path)
                .roleName(name)
                .roleId("AROAQSTHRZDWHBEXAMPLE")
                .arn("arn:aws:iam::123456789012:role" + path + name)
                .build();
    }

    private static RoleSession session(String role) {
        return new RoleSession(role, "AROAQSTHRZDWHBEXAMPLE", "alice");
    }
}
