package dev.tourniquet.replay.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tourniquet.json.Json;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Resolves the intrinsic functions that a template of this project uses: {@code Ref}, {@code Fn::GetAtt}, {@code Fn::Join},
 * {@code Fn::Sub}. Resources have the physical names that the template gives them.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">Intrinsic functions</a>
 */
final class Intrinsics {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!{}][^{}]*)}");

    private final JsonNode resources;
    private final Map<String, String> pseudoParameters;

    Intrinsics(JsonNode resources, String account, String region, String stack) {
        this.resources = resources;
        this.pseudoParameters = Map.of(
                "AWS::AccountId", account,
                "AWS::Region", region,
                "AWS::Partition", "aws",
                "AWS::URLSuffix", "amazonaws.com",
                "AWS::StackName", stack);
    }

    /** {@code node} with every intrinsic function replaced by its value. */
    JsonNode resolve(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode resolved = Json.MAPPER.createArrayNode();
            array.forEach(element -> resolved.add(resolve(element)));
            return resolved;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        if (object.size() == 1) {
            String name = object.fieldNames().next();
            JsonNode argument = object.path(name);
            switch (name) {
                case "Ref" -> {
                    return TextNode.valueOf(ref(argument.asText()));
                }
                case "Fn::GetAtt" -> {
                    return TextNode.valueOf(attribute(argument));
                }
                case "Fn::Join" -> {
                    return TextNode.valueOf(join(argument));
                }
                case "Fn::Sub" -> {
                    return TextNode.valueOf(substitute(argument));
                }
                default -> {
                    if (name.startsWith("Fn::")) {
                        throw new IllegalArgumentException(
                                "the template uses " + name + ", which replay cannot resolve");
                    }
                }
            }
        }
        ObjectNode resolved = Json.MAPPER.createObjectNode();
        object.properties().forEach(field -> resolved.set(field.getKey(), resolve(field.getValue())));
        return resolved;
    }

    private String ref(String name) {
        String pseudo = pseudoParameters.get(name);
        if (pseudo != null) {
            return pseudo;
        }
        JsonNode resource = resource(name);
        String physical = PhysicalName.of(name, resource, this);
        return PhysicalName.isArn(resource) ? PhysicalName.arn(resource, physical, pseudoParameters) : physical;
    }

    private String attribute(JsonNode argument) {
        String[] path = argument.isArray()
                ? new String[] {argument.path(0).asText(), argument.path(1).asText()}
                : argument.asText().split("\\.", 2);
        JsonNode resource = resource(path[0]);
        String name = PhysicalName.of(path[0], resource, this);
        return switch (path.length == 2 ? path[1] : "") {
            case "Arn", "AliasArn", "FunctionArn" -> PhysicalName.arn(resource, name, pseudoParameters);
            case "Version" -> Objects.requireNonNullElse(PhysicalName.qualifier(name), name);
            default -> PhysicalName.shortName(name);
        };
    }

    private String join(JsonNode argument) {
        return StreamSupport.stream(argument.path(1).spliterator(), false)
                .map(part -> resolve(part).asText())
                .collect(Collectors.joining(argument.path(0).asText()));
    }

    private String substitute(JsonNode argument) {
        String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
        JsonNode variables = argument.isArray() ? argument.path(1) : Json.MAPPER.missingNode();
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(variable(match.group(1), variables)));
    }

    private String variable(String name, JsonNode variables) {
        if (variables.has(name)) {
            return resolve(variables.path(name)).asText();
        }
        return name.contains(".") ? attribute(TextNode.valueOf(name)) : ref(name);
    }

    private JsonNode resource(String logicalId) {
        JsonNode resource = resources.path(logicalId);
        if (resource.isMissingNode()) {
            throw new IllegalArgumentException("the template refers to " + logicalId + ", which it does not define");
        }
        return resource;
    }
}
