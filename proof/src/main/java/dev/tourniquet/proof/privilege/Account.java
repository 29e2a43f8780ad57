package dev.tourniquet.proof.privilege;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.localaws.policy.Decision;
import dev.tourniquet.localaws.policy.PolicyEvaluator;
import dev.tourniquet.localaws.policy.Request;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.template.TemplateReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A synthesized template and the policies of its roles.
 *
 * @param roles policy documents by the name of the role
 */
record Account(Template template, SortedMap<String, List<JsonNode>> roles) {
    static final String PREFIX = "tourniquet-";

    /** What cdk.json makes. */
    static Account asShipped() {
        return in(TemplateReader.SYNTHESIZED);
    }

    /** With all options on, and the protected principal BreakGlass. */
    static Account withEveryOption() {
        return in(Path.of("infra", "target", "every-option"));
    }

    static Account in(Path assembly) {
        Path file = TemplateReader.find(assembly, LocalAws.ACCOUNT);
        return new Account(TemplateReader.read(file, LocalAws.ACCOUNT), TemplateReader.roles(file, LocalAws.ACCOUNT));
    }

    Set<String> granted(String function) {
        return new TreeSet<>(template.function(PREFIX + function).orElseThrow().allowedActions());
    }

    Decision decision(String function, Request request) {
        return decisionOfRole(template.function(PREFIX + function).orElseThrow().role(), request);
    }

    Decision decisionOfRole(String role, Request request) {
        return PolicyEvaluator.evaluateParsed(roles.get(role), request);
    }

    /** What a function's role allows, in its smallest parts. */
    Stream<Part> parts(String function) {
        return roles.get(template.function(PREFIX + function).orElseThrow().role()).stream()
                .flatMap(document -> document.path("Statement").valueStream())
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .flatMap(Part::of);
    }
}
