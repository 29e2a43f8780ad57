package dev.tourniquet.replay.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the template of one stack. A stack that is for another account than the local AWS plays is read as if it were for
 * that one: its account id is exchanged throughout.
 */
public final class TemplateReader {
    /** Where infra writes the templates that are read, below the root of the repository. */
    public static final Path SYNTHESIZED = Path.of("infra", "target", "templates");

    private static final Pattern FILE_NAME =
            Pattern.compile("(Tourniquet-(\\d{12})-([a-z]{2}(?:-[a-z]+)+-\\d))\\.template\\.json");

    private TemplateReader() {}

    /**
     * The template of a cloud assembly that is replayed: that of {@code account} where there is one, else the first by name.
     *
     * @throws IllegalArgumentException where there is none; the message says what to do
     */
    public static Path find(Path assembly, String account) {
        try (Stream<Path> files = Files.isDirectory(assembly) ? Files.list(assembly) : Stream.empty()) {
            List<Path> templates = files.filter(file ->
                            FILE_NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
            Optional<Path> ofAccount = templates.stream()
                    .filter(file -> file.getFileName().toString().contains("-" + account + "-"))
                    .findFirst();
            return ofAccount
                    .or(() -> templates.stream().findFirst())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no synthesized template in " + assembly + "; build the project first (mvn verify)"));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + assembly + ": " + e.getMessage(), e);
        }
    }

    /** Reads a template file; {@code localAccount} is the account that the local AWS plays. */
    public static Template read(Path file, String localAccount) {
        Matcher name = named(file);
        return read(resources(file, name, localAccount), localAccount, name.group(3), name.group(1));
    }

    /** The policy documents of every role in a template file, by the role's name. */
    public static SortedMap<String, List<JsonNode>> roles(Path file, String localAccount) {
        Matcher name = named(file);
        JsonNode resources = resources(file, name, localAccount);
        Intrinsics intrinsics = new Intrinsics(resources, localAccount, name.group(3), name.group(1));
        SortedMap<String, List<JsonNode>> roles = new TreeMap<>();
        RoleActions.properties(resources, "AWS::IAM::Role")
                .map(role -> intrinsics.resolve(role).path("RoleName").asText())
                .forEach(role -> roles.put(
                        role, RoleActions.documents(role, resources, intrinsics).toList()));
        return roles;
    }

    private static Matcher named(Path file) {
        Matcher name = FILE_NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(file + " is not named Tourniquet-<account>-<region>.template.json");
        }
        return name;
    }

    private static JsonNode resources(Path file, Matcher name, String localAccount) {
        try {
            String text = Files.readString(file).replace(name.group(2), localAccount);
            return Json.MAPPER.readTree(text).path("Resources");
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the template " + file + ": " + e.getMessage(), e);
        }
    }

    private static Template read(JsonNode resources, String account, String region, String stack) {
        Intrinsics intrinsics = new Intrinsics(resources, account, region, stack);
        List<Rule> rules = RoleActions.properties(resources, "AWS::Events::Rule")
                .filter(rule ->
                        rule.has("EventPattern") && !rule.path("State").asText().equals("DISABLED"))
                .map(intrinsics::resolve)
                .filter(TemplateReader::onDefaultBus)
                .map(rule -> new Rule(
                        rule.path("Name").asText(), Json.write(rule.path("EventPattern")), functionTargets(rule)))
                .toList();
        List<Function> functions = RoleActions.properties(resources, "AWS::Lambda::Function")
                .map(function -> function(function, resources, intrinsics))
                .toList();
        return new Template(
                account,
                region,
                rules,
                functions,
                RoleActions.properties(resources, "AWS::DynamoDB::Table")
                        .map(intrinsics::resolve)
                        .toList(),
                names(resources, "AWS::Events::EventBus", "Name", intrinsics),
                names(resources, "AWS::SQS::Queue", "QueueName", intrinsics));
    }

    private static Function function(JsonNode properties, JsonNode resources, Intrinsics intrinsics) {
        JsonNode function = intrinsics.resolve(properties);
        Map<String, String> environment = new LinkedHashMap<>();
        function.path("Environment")
                .path("Variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        String role = PhysicalName.shortName(function.path("Role").asText());
        String name = function.path("FunctionName").asText();
        return new Function(
                name,
                alias(name, resources, intrinsics),
                function.path("Handler").asText().replaceFirst("::.*", ""),
                environment,
                function.path("MemorySize").asInt(128),
                Duration.ofSeconds(function.path("Timeout").asLong(3)),
                role,
                RoleActions.of(role, resources, intrinsics));
    }

    private static @Nullable String alias(String function, JsonNode resources, Intrinsics intrinsics) {
        return RoleActions.properties(resources, "AWS::Lambda::Alias")
                .map(intrinsics::resolve)
                .filter(alias -> PhysicalName.function(
                                alias.path("FunctionName").asText())
                        .equals(function))
                .map(alias -> alias.path("Name").asText())
                .findFirst()
                .orElse(null);
    }

    private static boolean onDefaultBus(JsonNode rule) {
        String bus = rule.path("EventBusName").asText("default");
        return bus.equals("default") || bus.endsWith("event-bus/default");
    }

    private static List<String> functionTargets(JsonNode rule) {
        List<String> names = new ArrayList<>();
        for (JsonNode target : rule.path("Targets")) {
            String arn = target.path("Arn").asText();
            if (arn.startsWith("arn:aws:lambda:")) {
                names.add(PhysicalName.function(arn));
            }
        }
        return names;
    }

    private static List<String> names(JsonNode resources, String type, String property, Intrinsics intrinsics) {
        return RoleActions.properties(resources, type)
                .map(properties -> intrinsics.resolve(properties.path(property)).asText())
                .toList();
    }
}
