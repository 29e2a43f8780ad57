package dev.tourniquet.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes docs/permissions.md: the roles as they are in the synthesized template, with the reason for each statement. */
final class PermissionsPage {

    private static final String INTRODUCTION = """
            # Permissions

            What each function may do, and why. This page is generated from the synthesized template; a test fails where
            it is out of date, and names the command that renews it.

            One role a function, inline statements only, no wildcard in an action. `BreakGlass` stands for the roles and users
            that the configuration protects (`protectedPrincipals`), `tourniquet:exempt` for the exemption tag. All options
            are on here; a statement that comes with one names it.
            """;

    private final TemplateText template;
    private final List<RoleSpec> roles;

    PermissionsPage(JsonNode template, List<RoleSpec> roles) {
        this.template = new TemplateText(
                template,
                Map.of(
                        EveryOption.DEPLOYMENT.account(), "<account>",
                        EveryOption.DEPLOYMENT.region(), "<region>"));
        this.roles = List.copyOf(roles);
    }

    /** Writes the page to the file that the first argument names. */
    public static void main(String[] arguments) throws IOException {
        Path assembly = Path.of("infra/target/every-option");
        ResponderStack stack = EveryOption.synthesize(assembly);
        JsonNode template = new ObjectMapper()
                .readTree(assembly.resolve(stack.getStackName() + ".template.json")
                        .toFile());
        Files.writeString(Path.of(arguments[0]), new PermissionsPage(template, stack.roles()).text());
    }

    String text() {
        return INTRODUCTION + roles.stream().map(this::section).collect(Collectors.joining()) + invocations();
    }

    private String section(RoleSpec role) {
        Map<String, Permission> reasons =
                role.permissions().stream().collect(Collectors.toMap(Permission::sid, Function.identity()));
        StringBuilder section = new StringBuilder("""

                ## %s

                Role `%s`

                | Statement | Actions | On | Only if | Why |
                | --- | --- | --- | --- | --- |
                """.formatted(role.name(), Names.role(role.name(), "<region>")));
        for (JsonNode statement : template.statementsOfRole(Names.role(role.name(), EveryOption.DEPLOYMENT.region()))) {
            String sid = statement.path("Sid").asText();
            section.append("| %s%s | %s | %s | %s | %s |\n"
                    .formatted(
                            statement.path("Effect").asText().equals("Deny") ? "**Deny** " : "",
                            sid,
                            cell(template.texts(statement.path("Action"))),
                            cell(template.texts(statement.path("Resource"))),
                            conditions(statement.path("Condition")),
                            reasons.get(sid).reasons()));
        }
        return section.toString();
    }

    private String conditions(JsonNode conditions) {
        return conditions.properties().stream()
                .flatMap(operator -> operator.getValue().properties().stream()
                        .map(key -> "%s `%s`: %s"
                                .formatted(operator.getKey(), key.getKey(), cell(template.texts(key.getValue())))))
                .collect(Collectors.joining("<br>"));
    }

    private String invocations() {
        String schedules = template.resources("AWS::Scheduler::Schedule").stream()
                .map(schedule -> "| `%s` | schedule `%s`, by the role `%s` |\n"
                        .formatted(
                                template.text(schedule.at("/Target/Arn")),
                                template.text(schedule.path("Name")),
                                template.text(schedule.at("/Target/RoleArn"))))
                .collect(Collectors.joining());
        String rows = StreamSupport.stream(
                        template.resources("AWS::Lambda::Permission").spliterator(), false)
                .map(permission -> "| `%s` | rule `%s` |\n"
                        .formatted(
                                template.text(permission.path("FunctionName")),
                                template.text(permission.path("SourceArn")).replaceFirst("^arn:.*:rule/", "")))
                .collect(Collectors.joining());
        return """

                ## Who may invoke the functions

                No other principal is named in the resource policy of a function or its alias; a schedule needs its role only.
                People with `lambda:InvokeFunction` of their own can send commands (release), so give that sparingly.

                | Function | Invoked by |
                | --- | --- |
                """ + rows + schedules;
    }

    private static String cell(List<String> texts) {
        return texts.stream().map(text -> "`" + text + "`").collect(Collectors.joining("<br>"));
    }
}
