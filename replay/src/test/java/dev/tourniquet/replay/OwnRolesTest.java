package dev.tourniquet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.finding.Target.RoleSession;
import dev.tourniquet.identity.Protection;
import dev.tourniquet.json.Json;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.plan.Planning.Refused;
import dev.tourniquet.replay.template.TemplateReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Role;

/** Whoever adds a function adds a role that the responder must know for its own. */
final class OwnRolesTest {
    @Test
    void everyRoleOfTheTemplateIsKnownForTourniquets() throws IOException {
        Path template = TemplateReader.find(TemplateReader.SYNTHESIZED, LocalAws.ACCOUNT);
        List<String> names = Json.read(Files.readString(template), JsonNode.class)
                .path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals("AWS::IAM::Role"))
                .map(role -> role.at("/Properties/RoleName").asText())
                .toList();
        Protection protection = new Protection(List.of(), "us-east-1");

        assertThat(names).hasSizeGreaterThanOrEqualTo(9).allSatisfy(name -> {
            Role role = Role.builder()
                    .roleName(name)
                    .path("/")
                    .arn("arn:aws:iam::123456789012:role/" + name)
                    .build();
            assertThat(protection.refusal(role, new RoleSession(name, "", "")))
                    .map(Refused::toString)
                    .hasValueSatisfying(refusal -> assertThat(refusal).contains("is Tourniquet's own role"));
        });
    }
}
